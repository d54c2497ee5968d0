import { canRead } from '../../user-pools/attributes';
import { AwsJsonError } from '../../protocol/aws-json';
import { attributesOfScope } from '../../user-pools/scope-attributes';
import { issueTokens } from '../../user-pools/tokens';
import type { KnownClient } from '../authenticate-client';
import type { IssuedCode } from '../authorization/authorization-code';
import { refused, type GivenTokens, type TokenRefusal } from '../domain-answer';
import type { DomainServices } from '../domain-services';
import { pkceFault } from './pkce';
import { givenTokens, grantRefusal } from './given-tokens';

/**
 * `authorization_code`: tokens of the user who signed in. A code is good once; bringing it spends it, whatever else is
 * wrong. That a second use ends what the first one gave is not documented by AWS, and not done.
 */
export async function grantForCode(
  services: DomainServices,
  { client, runtime }: KnownClient,
  form: URLSearchParams,
): Promise<GivenTokens | TokenRefusal> {
  if (client.oauth?.flows.has('code') !== true) {
    return refused('unauthorized_client', 'The app client may not use the flow authorization_code.');
  }
  const code = form.get('code');
  if (code === null || code === '') return refused('invalid_request', 'The parameter code is missing.');
  const redirectUri = form.get('redirect_uri');
  if (redirectUri === null) return refused('invalid_request', 'The parameter redirect_uri is missing.');
  const taken = services.state.codes.take(code);
  if (taken.kind === 'expired') return refused('invalid_grant', 'The code is older than five minutes.');
  if (taken.kind === 'unknown') return refused('invalid_grant', 'The code is unknown, or was used before.');
  const issued: IssuedCode = taken.value;
  const { pending } = issued;
  if (pending.poolId !== runtime.pool.id || pending.clientId !== client.id) {
    return refused('invalid_grant', 'The code was issued to another app client.');
  }
  if (pending.redirectUri !== redirectUri) {
    return refused('unauthorized_client', 'The redirect_uri is not, to the letter, that of the authorization.');
  }
  const fault = pkceFault(pending.codeChallenge, form.get('code_verifier') ?? undefined);
  if (fault !== undefined) return refused('invalid_grant', fault);
  return exchange(services, { client, runtime, kind: 'known' }, issued);
}

async function exchange(
  services: DomainServices,
  { client, runtime }: KnownClient,
  { pending, subject, authTime }: IssuedCode,
): Promise<GivenTokens | TokenRefusal> {
  const { scopes, nonce } = pending;
  const unreadable = scopes.flatMap(attributesOfScope).find((name) => !canRead(client, name));
  if (unreadable !== undefined) {
    return refused('invalid_grant', `The app client may not read ${unreadable}, which is behind a scope of the code.`);
  }
  const user = runtime.users.bySubject(subject);
  if (user === undefined || !user.enabled) return refused('invalid_grant', 'The user is deleted or disabled.');
  try {
    const { signIn, refreshToken } = runtime.signIns.start(user, client, { scopes, nonce, authTime });
    const source = 'TokenGeneration_HostedAuth';
    const tokens = await issueTokens(runtime, { user, client, signIn, source }, services);
    services.logger.info('tokens issued', { clientId: client.id, username: user.username, scope: scopes.join(' ') });
    return givenTokens({ ...tokens, RefreshToken: refreshToken });
  } catch (error) {
    if (error instanceof AwsJsonError) return grantRefusal(error);
    throw error;
  }
}
