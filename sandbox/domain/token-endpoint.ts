import type { SandboxRequest, SandboxResponse } from '../http/message';
import { shown } from '../user-pools/errors';
import { authenticateClient } from './authenticate-client';
import { readClientForm } from './client-form';
import {
  methodNotAllowed,
  refused,
  tokenAnswer,
  tokenRefusal,
  type GivenTokens,
  type TokenRefusal,
} from './domain-answer';
import type { DomainCall } from './domain-call';
import type { DomainServices } from './domain-services';
import { grantForClient } from './grants/grant-for-client';
import { grantForCode } from './grants/grant-for-code';
import { grantForRefreshToken } from './grants/grant-for-refresh-token';

/** `POST /oauth2/token`. */
export async function tokenEndpoint(
  services: DomainServices,
  request: SandboxRequest,
  call: DomainCall | undefined,
): Promise<SandboxResponse> {
  if (request.method !== 'POST') return methodNotAllowed(request.method, ['POST']);
  const answer = await grant(services, request, call);
  return 'kind' in answer ? tokenRefusal(answer) : tokenAnswer(answer);
}

/** Each checks that the client may use its flow. */
const grants = {
  authorization_code: grantForCode,
  client_credentials: grantForClient,
  refresh_token: grantForRefreshToken,
} as const;

async function grant(
  services: DomainServices,
  request: SandboxRequest,
  call: DomainCall | undefined,
): Promise<GivenTokens | TokenRefusal> {
  const asked = readClientForm(request);
  if (asked.kind === 'refused') return asked;
  const grantType = asked.form.get('grant_type') ?? '';
  if (grantType === '') return refused('invalid_request', 'The parameter grant_type is missing.');
  if (!isKnown(grantType)) {
    return refused('unsupported_grant_type', `There is no grant type ${shown(grantType)}.`);
  }
  const known = authenticateClient(services.pools, asked, call);
  if (known.kind === 'refused') return known;
  return grants[grantType](services, known, asked.form);
}

const isKnown = (grantType: string): grantType is keyof typeof grants => Object.hasOwn(grants, grantType);
