import type { ApiAnswer } from '../shared/answer';
import { RefusedRequestError } from '../shared/errors';
import { identityOf } from '../shared/event';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import { readAccount } from './account';
import type { Account } from './account';
import type { AccountStore } from './account-store';
import { verifyIdentityToken } from './identity-token';
import type { TokenVerifierServices } from './identity-token';

/** What the handler needs from outside. */
export interface AccountServices extends RespondServices, TokenVerifierServices {
  readonly accounts: AccountStore;
}

/**
 * `GET` and `PUT /account`, the caller's own. IAM has decided that the caller may; whose account it is comes from the
 * verified signature, and is proved once more by the identity token. Nothing that the request says can name another one.
 */
export function createHandler(services: AccountServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'account-not-served',
    failedMessage: 'The account could not be served. Try again.',
    async run(event, answer) {
      const identityId = await provenIdentity(services, event);
      const account = await serve(services.accounts, identityId, event);
      const { requestId } = event.requestContext;
      services.logger.info('account-served', { requestId, identityId });
      return answer(200, account);
    },
  });
}

async function provenIdentity(services: TokenVerifierServices, event: ApiEvent): Promise<string> {
  const identityId = identityOf(event, 'Accounts');
  const token = headerOf(event, 'x-identity-token');
  if (token === undefined || token === '') {
    throw new RefusedRequestError(
      401,
      'identity-token-missing',
      'There is no identity token. Send the one of your sign-in in X-Identity-Token, besides the signature.',
    );
  }
  const authenticationProvider = event.requestContext.identity.cognitoAuthenticationProvider ?? '';
  await verifyIdentityToken(services, token, { identityId, authenticationProvider });
  return identityId;
}

async function serve(accounts: AccountStore, identityId: string, event: ApiEvent): Promise<Account> {
  switch (event.httpMethod) {
    case 'GET': {
      const account = await accounts.find(identityId);
      if (account === undefined) {
        throw new RefusedRequestError(
          404,
          'account-unknown',
          'You have no account yet. PUT displayName, address and version 0 to make one.',
        );
      }
      return account;
    }
    case 'PUT':
      return accounts.replace(identityId, readAccount(event));
    default:
      throw new RefusedRequestError(404, 'route-unknown', 'An account can be read (GET) and written (PUT).');
  }
}

/** Header names come as the client wrote them; API Gateway sends `null` instead of an empty set. */
function headerOf({ headers }: ApiEvent, name: string): string | undefined {
  const given: Readonly<Record<string, string | undefined>> | null = headers;
  return Object.entries(given ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}
