import { cors } from '../protocol/aws-json';
import type { SandboxResponse } from '../http/message';
import type { PoolDirectory } from './pool-directory';
import type { PoolRuntime } from './pool-runtime';
import { publicJwk } from './signing-keys';

const pattern = /^\/([\w-]+_[0-9a-zA-Z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;

/** Answers `GET /<pool id>/.well-known/…`; `undefined` for every other path and for pools that are not here. */
export function wellKnownDocument(pools: PoolDirectory, path: string): SandboxResponse | undefined {
  const [, id, document] = pattern.exec(path) ?? [];
  const runtime = pools.runtimes.find(({ pool }) => pool.id === id);
  if (runtime === undefined) return undefined;
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400', ...cors },
    body: JSON.stringify(document === 'jwks.json' ? keySet(runtime) : discovery(runtime)),
  };
}

function keySet({ keys }: PoolRuntime): unknown {
  const { id, access } = keys.current();
  return { keys: [publicJwk(id), publicJwk(access)] };
}

/** The issuer and its keys are on the API's host, what a browser visits is on the pool's domain. */
function discovery({ pool, issuer }: PoolRuntime): unknown {
  const domain = pool.domain === undefined ? issuer : `https://${pool.domain.host}`;
  return {
    authorization_endpoint: `${domain}/oauth2/authorize`,
    end_session_endpoint: `${domain}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${domain}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${domain}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${domain}/oauth2/userInfo`,
  };
}
