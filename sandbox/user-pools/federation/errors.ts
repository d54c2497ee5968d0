import { AwsJsonError } from '../../protocol/aws-json';
import { shown } from '../errors';

/** What the application is told. Closed: those that AWS sends back from an identity provider's answer. */
export type FederationErrorCode = 'invalid_request' | 'server_error';

/** Nobody is signed in by what an identity provider sent. */
export class FederationRefusal extends Error {
  readonly reason: string;

  /**
   * @param code OAuth's code.
   * @param description AWS's text where it is known; it is told to the application.
   * @param reason What only the log and `x-sandbox-reason` tell.
   */
  constructor(
    readonly code: FederationErrorCode,
    readonly description: string,
    reason: string = description,
  ) {
    super(description);
    this.name = 'FederationRefusal';
    this.reason = shown(reason);
  }
}

const invalid = (description: string, reason?: string): FederationRefusal =>
  new FederationRefusal('invalid_request', description, reason);

// Of the client and the account

export const providerNotOfClient = (provider: string): FederationRefusal =>
  invalid(
    'The identity provider is not enabled for the app client.',
    `The app client does not list ${provider} among its identity providers.`,
  );
export const accountDisabled = (): FederationRefusal => invalid('User is disabled.');
export const accountUnconfirmed = (): FederationRefusal => invalid('User is not confirmed.');
export const nameTaken = (username: string): FederationRefusal =>
  invalid(
    `Already found an entry for username ${username}`,
    'The name is taken, or the sign-up trigger linked it just now; on AWS the first sign-in fails then, too.',
  );
export const unusableSubject = (): FederationRefusal =>
  invalid(
    'Invalid ProviderName/Username combination. Please check again',
    'The user name <provider>_<subject> has more than 128 characters, or some that a user name must not have.',
  );
export const triggerRefused = (message: string): FederationRefusal => invalid(message);

// Of attributes

export const attributesRequired = (names: readonly string[]): FederationRefusal =>
  invalid(`attributes required: [${names.join(', ')}]`, 'The pool requires what the identity provider did not send.');
export const attributeImmutable = (name: string): FederationRefusal =>
  invalidAttribute(`${name}: Attribute cannot be updated.\n`);
export const attributeUnknown = (name: string): FederationRefusal =>
  invalidAttribute(`Type for attribute {${name}} could not be determined`);
export const usernameMapped = (): FederationRefusal =>
  invalidAttribute('username: Attribute does not exist in the schema.\n');
export const attributeUnwritable = (name: string): FederationRefusal =>
  invalidAttribute(
    `${name}: A client attempted to write unauthorized attribute`,
    `The attribute mapping fills ${name}, which the app client may not write.`,
  );
export const attributeMalformed = (name: string, why: string): FederationRefusal => invalidAttribute(`${name}: ${why}`);
export const attributeTaken = (name: string): FederationRefusal =>
  invalidAttribute(`${name}: An account with the ${name} already exists.`);

function invalidAttribute(what: string, reason: string = what): FederationRefusal {
  return invalid(`Invalid user attributes: ${what}`, reason);
}

// What administrators do to identities

export const localSourceUser = (): AwsJsonError =>
  new AwsJsonError(
    'InvalidParameterException',
    'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
  );
export const sourceUserExists = (): AwsJsonError =>
  new AwsJsonError(
    'InvalidParameterException',
    'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    { reason: 'The SourceUser has signed in before, and is a user of its own.' },
  );
export const destinationImmutable = (name: string): AwsJsonError =>
  new AwsJsonError(
    'InvalidParameterException',
    'Invalid DestinationUser: All attributes of the DestinationUser must be mutable.',
    { reason: `The attribute ${shown(name)} is not.` },
  );
export const tooManyIdentities = (most: number): AwsJsonError =>
  new AwsJsonError('LimitExceededException', `A user may have at most ${most} linked identities.`);
export const identityProviderNotFound = (name: string): AwsJsonError =>
  new AwsJsonError('ResourceNotFoundException', `Identity provider ${shown(name)} does not exist.`);
