import { describeFailure } from '../shared/describe-failure';
import { UnknownTriggerEventError } from '../shared/errors';
import type { Logger } from '../shared/logger';
import { readUserPoolEvent } from '../shared/user-pool-event';
import type { UserPoolEvent } from '../shared/user-pool-event';
import type { PreSignUpConfiguration } from './environment';
import { attributeOfProviders, providerUnknown, SignUpRefusedError } from './errors';
import { linkUser } from './link-user';
import type { ProviderSubject, UserDirectory } from './user-directory';

/** What the handler needs from outside. */
export interface PreSignUpServices extends PreSignUpConfiguration {
  readonly directory: UserDirectory;
  readonly logger: Logger;
}

/** What the handler reads of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId: string;
}

/** A pre sign-up trigger. It answers with the event as it came: it refuses or lets pass, and changes nothing. */
export type PreSignUpHandler = (event: unknown, context: InvocationContext) => Promise<unknown>;

/**
 * Lets a profile be made, or not. Nobody but an identity provider may bring the attribute that rights depend on, and
 * nobody but a known provider may make profiles.
 *
 * @throws SignUpRefusedError, UnknownTriggerEventError; Cognito then makes no profile
 */
export function createHandler(services: PreSignUpServices): PreSignUpHandler {
  return async (event, { awsRequestId: requestId }) => {
    try {
      const asked = readUserPoolEvent(event);
      const reason = await decide(asked, services);
      services.logger.info('sign-up-passed', { requestId, reason });
      return event;
    } catch (error) {
      const refused = error instanceof SignUpRefusedError;
      const fields = refused ? { reason: error.reason } : describeFailure(error).fields;
      services.logger[refused ? 'warn' : 'error']('sign-up-refused', { requestId, ...fields });
      throw error;
    }
  };
}

function decide(asked: UserPoolEvent, services: PreSignUpServices): Promise<string> {
  switch (asked.source) {
    case 'PreSignUp_SignUp':
    case 'PreSignUp_AdminCreateUser':
      return byPerson(asked, services);
    case 'PreSignUp_ExternalProvider':
      return byProvider(asked, services);
    default:
      return Promise.reject(new UnknownTriggerEventError());
  }
}

/** An administrator puts people into groups of the pool instead. */
function byPerson({ attributes }: UserPoolEvent, { groupsAttribute }: PreSignUpServices): Promise<string> {
  return Object.hasOwn(attributes, groupsAttribute)
    ? Promise.reject(attributeOfProviders(groupsAttribute))
    : Promise.resolve('own-user');
}

function byProvider(asked: UserPoolEvent, services: PreSignUpServices): Promise<string> {
  const source = subjectOf(asked.userName, services.providers);
  if (source === undefined) {
    return Promise.reject(providerUnknown());
  }
  return services.linkUsers ? linkUser(asked, source, services.directory) : Promise.resolve('separate-user');
}

/** `<provider>_<subject>`, the provider perhaps in small letters; names of providers have no underscore. */
function subjectOf(userName: string, providers: readonly string[]): ProviderSubject | undefined {
  const end = userName.indexOf('_');
  const [name, subject] = [userName.slice(0, Math.max(end, 0)).toLowerCase(), userName.slice(end + 1)];
  const provider = providers.find((one) => one.toLowerCase() === name);
  return provider === undefined || subject === '' ? undefined : { provider, subject };
}
