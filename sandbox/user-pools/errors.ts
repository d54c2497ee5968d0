import { AwsJsonError } from '../protocol/aws-json';

/** A seed file that cannot be used: what is wrong, and what to write instead. */
export class SeedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SeedError';
  }
}

/** A defect of the composition: something was asked for before `ready()`. */
export class KeysNotReadyError extends Error {
  constructor(userPoolId: string) {
    super(`The signing keys of ${userPoolId} are still being made. Await ready() before serving requests.`);
    this.name = 'KeysNotReadyError';
  }
}

const refusal =
  (code: string) =>
  (message: string, reason?: string): AwsJsonError =>
    new AwsJsonError(code, message, reason === undefined ? {} : { reason });

const notAuthorized = refusal('NotAuthorizedException');
const invalidParameter = refusal('InvalidParameterException');
const notFound = refusal('ResourceNotFoundException');
const userNotFound = refusal('UserNotFoundException');

/** Printable and short: what a client sent may go into a header. */
export function shown(value: unknown): string {
  return String(value)
    .slice(0, 128)
    .replace(/[^\x20-\x7e]/g, '?');
}

// The protocol

export const unknownOperation = (name: string, supported: readonly string[]): AwsJsonError =>
  new AwsJsonError('UnknownOperationException', `The sandbox does not know the user pool operation ${shown(name)}.`, {
    reason: `Unknown operation ${shown(name)}. Supported: ${supported.join(', ')}.`,
  });
export const internalError = (reason: string): AwsJsonError =>
  new AwsJsonError('InternalErrorException', 'Internal error.', { reason, status: 500 });
export const notAnObject = (): AwsJsonError =>
  refusal('SerializationException')(
    'Start of structure or map found where not expected.',
    'The body is not a JSON object.',
  );
export const wrongType = (member: string): AwsJsonError =>
  refusal('SerializationException')(`The value of '${shown(member)}' is of the wrong type.`);
export const invalidInput = (faults: readonly string[]): AwsJsonError =>
  invalidParameter(`${faults.length} validation error${faults.length === 1 ? '' : 's'} detected: ${faults.join('; ')}`);
export const notModelled = (what: string, supported: readonly string[]): AwsJsonError =>
  invalidParameter(
    `${shown(what)} is not supported by the sandbox.`,
    `${shown(what)} exists on AWS, but is not modelled. Supported: ${supported.join(', ')}.`,
  );

// Pools, clients, groups

export const poolNotFound = (id: string): AwsJsonError => notFound(`User pool ${shown(id)} does not exist.`);
export const clientNotFound = (id: string): AwsJsonError => notFound(`User pool client ${shown(id)} does not exist.`);
export const groupNotFound = (): AwsJsonError => notFound('Group not found.');
export const groupExists = (): AwsJsonError => refusal('GroupExistsException')('A group with the name already exists.');

// Secrets of clients

export const secretHashMissing = (clientId: string): AwsJsonError =>
  notAuthorized(`Client ${shown(clientId)} is configured with secret but SECRET_HASH was not received`);
export const secretHashWrong = (clientId: string, reason: string): AwsJsonError =>
  notAuthorized(`Unable to verify secret hash for client ${shown(clientId)}`, reason);
export const clientSecretWrong = (): AwsJsonError => refusal('UnauthorizedException')('Invalid client secret.');

// Flows

export const flowNotEnabled = (message: string): AwsJsonError => invalidParameter(message);
export const flowNotOfThisOperation = (): AwsJsonError => invalidParameter('Initiate Auth method not supported.');
export const customAuthNotConfigured = (): AwsJsonError =>
  invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
export const missingParameter = (name: string): AwsJsonError => invalidParameter(`Missing required parameter ${name}`);
export const exactlyOne = (one: string, other: string): AwsJsonError =>
  invalidParameter(`Exactly one of ${one} and ${other} must be given.`);
export const srpPublicValueInvalid = (reason: string): AwsJsonError => invalidParameter('SRP_A is invalid.', reason);

// Signing in

export const incorrectPassword = (reason: string): AwsJsonError =>
  notAuthorized('Incorrect username or password.', reason);
export const passwordAttemptsExceeded = (reason: string): AwsJsonError =>
  notAuthorized('Password attempts exceeded', reason);
export const userNotConfirmed = (): AwsJsonError => refusal('UserNotConfirmedException')('User is not confirmed.');
export const userDisabled = (): AwsJsonError => notAuthorized('User is disabled.');
export const temporaryPasswordExpired = (): AwsJsonError =>
  notAuthorized('Temporary password has expired and must be reset by an administrator.');
export const sessionExpired = (reason: string): AwsJsonError =>
  notAuthorized('Invalid session for the user, session is expired.', reason);
export const sessionInvalid = (reason: string): AwsJsonError => notAuthorized('Invalid session for the user.', reason);

// Users

export const userDoesNotExist = (): AwsJsonError => userNotFound('User does not exist.');
export const usernameClientNotFound = (): AwsJsonError => userNotFound('Username/client id combination not found.');
export const usernameExists = (message: string): AwsJsonError => refusal('UsernameExistsException')(message);
export const aliasExists = (attribute: string): AwsJsonError =>
  refusal('AliasExistsException')(`An account with the ${attribute} already exists.`);
export const signUpNotPermitted = (): AwsJsonError => notAuthorized('SignUp is not permitted for this user pool');
export const cannotBeConfirmed = (status: string): AwsJsonError =>
  notAuthorized(`User cannot be confirmed. Current status is ${status}`);
export const alreadyConfirmed = (): AwsJsonError => invalidParameter('User is already confirmed.');
export const nothingToVerify = (): AwsJsonError =>
  invalidParameter('Cannot resend codes. Auto verification not turned on.');
export const unsupportedUserState = (message: string): AwsJsonError =>
  refusal('UnsupportedUserStateException')(message);
export const usernameForm = (message: string): AwsJsonError => invalidParameter(message);
export const invalidFilter = (): AwsJsonError => invalidParameter('Error while parsing filter.');
export const invalidPageToken = (): AwsJsonError => invalidParameter('Invalid pagination token.');

// Attributes

export const attributeUnknown = (name: string): AwsJsonError =>
  invalidParameter(
    `Attributes did not conform to the schema: Type for attribute {${shown(name)}} could not be determined`,
  );
export const attributeOutsideSchema = (name: string, why: string): AwsJsonError =>
  invalidParameter(`Attributes did not conform to the schema: ${shown(name)}: ${why}`);
export const attributeRequired = (name: string): AwsJsonError =>
  invalidParameter(`Attributes did not conform to the schema: ${shown(name)}: The attribute is required`);
export const attributeNotWritable = (name: string): AwsJsonError =>
  notAuthorized(
    'A client attempted to write unauthorized attribute',
    `The app client may not write the attribute ${shown(name)}.`,
  );
export const attributeFormat = (message: string): AwsJsonError => invalidParameter(message);

// Passwords and codes

/** AWS says "did not conform with" when an account is made and "does not conform to" when a password is replaced. */
export const passwordRefused = (preposition: 'with' | 'to', reason: string): AwsJsonError =>
  refusal('InvalidPasswordException')(
    `Password ${preposition === 'with' ? 'did' : 'does'} not conform ${preposition} policy: ${reason}`,
  );
export const codeMismatch = (): AwsJsonError =>
  refusal('CodeMismatchException')('Invalid verification code provided, please try again.');
export const codeExpired = (reason: string): AwsJsonError =>
  refusal('ExpiredCodeException')('Invalid code provided, please request a code again.', reason);
export const attemptLimitExceeded = (): AwsJsonError =>
  refusal('LimitExceededException')('Attempt limit exceeded, please try after some time.');

// Tokens

export const accessTokenInvalid = (reason: string): AwsJsonError => notAuthorized('Invalid Access Token', reason);
export const accessTokenExpired = (): AwsJsonError => notAuthorized('Access Token has expired');
export const accessTokenRevoked = (): AwsJsonError => notAuthorized('Access Token has been revoked');
export const accessTokenScope = (): AwsJsonError => notAuthorized('Access Token does not have required scopes');
export const refreshTokenInvalid = (reason: string): AwsJsonError => notAuthorized('Invalid Refresh Token', reason);
export const refreshTokenExpired = (): AwsJsonError => notAuthorized('Refresh Token has expired');
export const refreshTokenRevoked = (): AwsJsonError => notAuthorized('Refresh Token has been revoked');
export const revocationDisabled = (): AwsJsonError =>
  refusal('UnsupportedOperationException')('Revocation is not enabled for the app client.');
export const notARefreshToken = (): AwsJsonError =>
  refusal('UnsupportedTokenTypeException')('Unsupported token type.', 'Only a refresh token can be revoked.');
export const tokenOfAnotherClient = (): AwsJsonError =>
  refusal('UnauthorizedException')('Unauthorized', 'The refresh token was issued to another app client.');
export const attributeProvided = (name: string): AwsJsonError =>
  notAuthorized(`Cannot modify an already provided ${shown(name)}`);
export const refreshTokenReused = (): AwsJsonError =>
  refusal('RefreshTokenReuseException')(
    'Refresh token has been reused.',
    'The refresh token was exchanged for another one before, and its grace period is over. The sign-in is revoked.',
  );

// Second factors

export const softwareTokenOff = (): AwsJsonError =>
  refusal('SoftwareTokenMFANotFoundException')('Software Token MFA has not been enabled by the userPool');
export const softwareTokenNotAssociated = (reason: string): AwsJsonError =>
  refusal('SoftwareTokenMFANotFoundException')(
    'Software token TOTP multi-factor authentication (MFA) is not set up.',
    reason,
  );
export const softwareTokenMismatch = (): AwsJsonError => refusal('EnableSoftwareTokenMFAException')('Code mismatch');
export const oneTimeCodeMismatch = (): AwsJsonError =>
  refusal('CodeMismatchException')('Invalid code or auth state for the user.', 'The one-time code is wrong.');
export const oneTimeCodeUsed = (): AwsJsonError =>
  refusal('ExpiredCodeException')('Your software token has already been used once.');
export const softwareTokenNotVerified = (): AwsJsonError =>
  invalidParameter('User has not verified software token mfa');

// Forgotten passwords and addresses

export const passwordResetRequired = (): AwsJsonError =>
  refusal('PasswordResetRequiredException')('Password reset required for the user');
export const noVerifiedDestination = (): AwsJsonError =>
  invalidParameter('Cannot reset password for the user as there is no registered/verified email or phone_number');
export const resetNotInThisState = (): AwsJsonError =>
  notAuthorized('User password cannot be reset in the current state.');
export const resetByAdministratorOnly = (): AwsJsonError =>
  notAuthorized('Contact administrator to reset password.', 'The recovery of the pool is admin_only.');
export const attributeHasNoValue = (name: string): AwsJsonError =>
  invalidParameter(`User does not have the attribute ${shown(name)}.`);
export const attributeImmutable = (name: string): AwsJsonError =>
  invalidParameter(`user.${shown(name)}: Attribute cannot be updated.`);

// Triggers

export const triggerRefused = (trigger: string, message: string): AwsJsonError =>
  refusal('UserLambdaValidationException')(
    `${trigger} failed with error ${message}.`,
    `The function of the trigger ${trigger} raised an error.`,
  );
export const triggerNotInvoked = (trigger: string, code: string, reason: string): AwsJsonError =>
  refusal('UnexpectedLambdaException')(`${trigger} invocation failed due to error ${code}.`, shown(reason));
export const triggerTimedOut = (trigger: string, reason: string): AwsJsonError =>
  refusal('UnexpectedLambdaException')(`${trigger} invocation failed due to error Socket timeout.`, reason);
export const triggerAnswerMalformed = (reason: string): AwsJsonError =>
  refusal('InvalidLambdaResponseException')('Unrecognizable lambda output', shown(reason));
