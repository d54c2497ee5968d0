import { AwsJsonError } from '../protocol/aws-json';

/** A role of an identity pool that AWS would not create: the sandbox does not start with it. */
export class IdentityPoolSetupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IdentityPoolSetupError';
  }
}

export const malformedTrust = (role: string, why: string): IdentityPoolSetupError =>
  new IdentityPoolSetupError(`${role}: AWS refuses its trust policy. ${why}`);

/** Printable and short: what a client sent may go into a header. */
export function shown(value: unknown): string {
  return String(value)
    .slice(0, 128)
    .replace(/[^\x20-\x7e]/g, '?');
}

const notAuthorized = (message: string, reason: string): AwsJsonError =>
  new AwsJsonError('NotAuthorizedException', message, { reason });

// The protocol

export const unknownOperation = (name: string, supported: readonly string[]): AwsJsonError =>
  new AwsJsonError(
    'UnknownOperationException',
    `The sandbox does not know the identity pool operation ${shown(name)}.`,
    { reason: `Unknown operation ${shown(name)}. Supported: ${supported.join(', ')}.` },
  );
export const internalError = (): AwsJsonError =>
  new AwsJsonError('InternalErrorException', 'Internal error.', {
    reason: 'A defect of the sandbox; see the log.',
    status: 500,
  });
export const wrongType = (member: string): AwsJsonError =>
  new AwsJsonError('SerializationException', `The value of '${shown(member)}' is of the wrong type.`);
export const invalidInput = (faults: readonly string[]): AwsJsonError =>
  new AwsJsonError(
    'ValidationException',
    `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected: ${faults.join('; ')}`,
  );

// Pools and identities

export const poolNotFound = (id: string): AwsJsonError =>
  new AwsJsonError('ResourceNotFoundException', `IdentityPool '${shown(id)}' not found.`);
export const identityNotFound = (id: string): AwsJsonError =>
  new AwsJsonError('ResourceNotFoundException', `Identity '${shown(id)}' not found.`);
export const guestsNotSupported = (poolId: string): AwsJsonError =>
  notAuthorized(
    'Unauthenticated access is not supported for this identity pool.',
    `No logins were given, and ${poolId} allows no unauthenticated identities.`,
  );
export const loginsDoNotMatch = (reason: string): AwsJsonError =>
  notAuthorized(
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    reason,
  );
export const loginsConflict = (): AwsJsonError =>
  new AwsJsonError('ResourceConflictException', 'The logins are linked to different identities.');
export const classicFlowWithSaml = (): AwsJsonError =>
  new AwsJsonError(
    'InvalidParameterException',
    'Basic (classic) flow is not supported with SAML, please use enhanced flow.',
  );
export const classicFlowWithMappings = (): AwsJsonError =>
  new AwsJsonError(
    'InvalidParameterException',
    'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
  );
export const classicFlowNotEnabled = (): AwsJsonError =>
  new AwsJsonError('InvalidParameterException', 'Basic (classic) flow is not enabled, please use enhanced flow.');

// Logins

export const unsupportedProvider = (reason: string): AwsJsonError =>
  notAuthorized('Token is not from a supported provider of this identity pool.', reason);
export const invalidLogin = (message: string, reason: string): AwsJsonError =>
  notAuthorized(`Invalid login token. ${message}`, reason);

export const samlProviderNotThere = (arn: string): AwsJsonError =>
  unsupportedProvider(`The identity pool names ${shown(arn)}, and no stack has such a SAML provider.`);
export const ambiguousReference = (providerName: string): AwsJsonError =>
  invalidLogin(
    'The subject is not accepted.',
    `The name of the person at ${shown(providerName)} has a comma, by which the list of logins is separated.`,
  );

export const externalServiceFailed = (reason: string): AwsJsonError =>
  new AwsJsonError('ExternalServiceException', 'The identity provider could not be reached.', { reason });

// Developer identities

export const developerUserTaken = (): AwsJsonError =>
  new AwsJsonError(
    'DeveloperUserAlreadyRegisteredException',
    'The provided developer user identifier is already registered with Cognito under a different identity ID.',
  );
export const invalidParameter = (message: string): AwsJsonError =>
  new AwsJsonError('InvalidParameterException', message);

// Roles

export const badConfiguration = (reason: string): AwsJsonError =>
  new AwsJsonError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    { reason },
  );
export const customRoleRefused = (arn: string): AwsJsonError =>
  notAuthorized(
    'The role that CustomRoleArn names is not available to this identity.',
    `CustomRoleArn ${shown(arn)} must be in the claim cognito:roles of a token whose provider has a role mapping of type Token, or be named in a SAML assertion whose provider has no mapping.`,
  );
export const ambiguousRole = (provider: string, reason: string): AwsJsonError =>
  notAuthorized(`The ambiguous role mapping rules for: ${shown(provider)} denied this request.`, reason);
