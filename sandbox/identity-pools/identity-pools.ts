import type { JSONWebKeySet } from 'jose';
import type { RequestHandler, SandboxRequest, SandboxResponse } from '../http/message';
import { AwsJsonError, jsonAnswer, jsonError, operationName, parseInput, type Operation } from '../protocol/aws-json';
import type { Logger } from '../system/services';
import { internalError, shown, unknownOperation } from './errors';
import type { IdentityPoolServices, IdentityPoolsProps } from './identity-pool-services';
import { IdentityStore } from './identity-store';
import { OpenIdTokens } from './open-id-tokens';
import { getCredentialsForIdentity } from './operations/get-credentials-for-identity';
import { getId } from './operations/get-id';
import { getOpenIdToken } from './operations/get-open-id-token';
import { getOpenIdTokenForDeveloperIdentity } from './operations/get-open-id-token-for-developer-identity';
import { TrustPolicies } from './trust-policies';

const targetPrefix = 'AWSCognitoIdentityService';

/** All operations there are. Logins speak for the caller; only who vouches for others must sign. */
export const operationTable: Readonly<Record<string, (services: IdentityPoolServices) => Operation>> = {
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetId: getId,
  GetOpenIdToken: getOpenIdToken,
  GetOpenIdTokenForDeveloperIdentity: getOpenIdTokenForDeveloperIdentity,
};

/** The identity pools of a blueprint. */
export interface IdentityPools {
  /** The JSON API: `X-Amz-Target: AWSCognitoIdentityService.<operation>`. */
  readonly handle: RequestHandler;
  /** The key set of the OpenID tokens, as their issuer publishes it. */
  readonly openIdKeySet: () => Promise<JSONWebKeySet>;
}

/**
 * Starts the identity pools of a blueprint, with no identity in them.
 * @throws {IdentityPoolSetupError} The trust policy of a role in use is malformed.
 */
export function createIdentityPools(props: IdentityPoolsProps): IdentityPools {
  const tokens = new OpenIdTokens(props.clock, props.ids);
  const services: IdentityPoolServices = {
    ...props,
    tokens,
    identities: new IdentityStore(props.blueprint.region, props.ids),
    trust: new TrustPolicies(props.blueprint),
  };
  const operations = new Map(Object.entries(operationTable).map(([name, build]) => [name, build(services)]));
  return {
    handle: (request) => answer(operations, request, props.logger),
    openIdKeySet: () => tokens.keySet(),
  };
}

async function answer(
  operations: ReadonlyMap<string, Operation>,
  request: SandboxRequest,
  logger: Logger,
): Promise<SandboxResponse> {
  try {
    const name = operationName(request, targetPrefix) ?? request.header('x-amz-target') ?? '';
    const operation = operations.get(name);
    if (operation === undefined) {
      logger.warn('unsupported operation', { operation: shown(name), supported: [...operations.keys()].join(', ') });
      throw unknownOperation(name, [...operations.keys()]);
    }
    return jsonAnswer(request, await operation(parseInput(request), { request, caller: undefined }));
  } catch (error) {
    if (error instanceof AwsJsonError) return jsonError(request, error);
    const defect = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    logger.error('identity pools failed', { requestId: request.id, defect });
    return jsonError(request, internalError());
  }
}
