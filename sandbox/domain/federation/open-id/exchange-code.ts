import { z } from 'zod';
import type { OidcIdentityProvider } from '../../../../blueprint/model/user-pools';
import { fetchJson } from '../../../open-id/discovery';
import { codeNotExchanged, userInfoRefused } from '../errors';
import type { ProviderEndpoints } from './provider-endpoints';

/** What an OpenID provider gives for a code. */
export interface ProviderTokens {
  readonly idToken: string;
  readonly accessToken: string;
}

const tokens = z.object({ id_token: z.string().min(1), access_token: z.string().min(1) });
const userInfo = z.looseObject({ sub: z.string() });

/**
 * Exchanges a code. The client shows its secret in the form: Cognito knows no other way (AWS developer guide, OIDC
 * identity providers). Rejects with a `FederationRefusal`; what the provider sent is never repeated.
 */
export async function exchangeCode(
  { clientId, clientSecret }: OidcIdentityProvider,
  { tokenUrl }: Pick<ProviderEndpoints, 'tokenUrl'>,
  given: { readonly code: string; readonly redirectUri: string },
): Promise<ProviderTokens> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: given.code,
    redirect_uri: given.redirectUri,
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
  });
  const answer = tokens.safeParse(await ask(tokenUrl, { method: 'POST', body }, codeNotExchanged));
  if (!answer.success)
    throw codeNotExchanged('The token endpoint did not answer with an id_token and an access_token.');
  return { idToken: answer.data.id_token, accessToken: answer.data.access_token };
}

/** What the provider says of the user besides. `sub` must be that of the ID token, which alone is signed. */
export async function fetchUserInfo(
  { attributesRequestMethod: method }: OidcIdentityProvider,
  { userInfoUrl }: Pick<ProviderEndpoints, 'userInfoUrl'>,
  { accessToken, subject }: { readonly accessToken: string; readonly subject: string },
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  const answer = userInfo.safeParse(await ask(userInfoUrl, { method, headers }, userInfoRefused));
  if (!answer.success) throw userInfoRefused('The userInfo endpoint did not answer with claims.');
  if (answer.data.sub !== subject) throw userInfoRefused('The userInfo is of another sub than the id_token.');
  return answer.data;
}

async function ask(url: string, init: RequestInit, refusal: (reason: string) => Error): Promise<unknown> {
  try {
    return await fetchJson(url, init);
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown';
    throw refusal(`${new URL(url).origin} could not be asked, or did not answer with JSON: ${why}.`);
  }
}
