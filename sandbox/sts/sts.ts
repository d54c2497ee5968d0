import type { RequestHandler, SandboxRequest, SandboxResponse } from '../http/message';
import { TrustPolicies } from '../identity-pools/trust-policies';
import { internalFailure, invalidAction, StsError, validationError } from './errors';
import { assumeRoleWithSaml } from './operations/assume-role-with-saml';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity';
import { getCallerIdentity } from './operations/get-caller-identity';
import { readParameters, xmlAnswer, xmlError } from './query-protocol';
import type { StsOperation, StsProps, StsServices } from './sts-services';

const version = '2011-06-15';

/** All operations there are. */
export const operationTable: Readonly<Record<string, (services: StsServices) => StsOperation>> = {
  AssumeRoleWithSAML: assumeRoleWithSaml,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetCallerIdentity: getCallerIdentity,
};

/** The security token service. */
export interface Sts {
  /** The query protocol: a form or a query with `Action` and `Version`; XML is answered. */
  readonly handle: RequestHandler;
}

/**
 * Starts STS for the roles and identity providers of a blueprint.
 * @throws {IdentityPoolSetupError} The trust policy of a role is malformed.
 */
export function createSts(props: StsProps): Sts {
  const services: StsServices = { ...props, trust: new TrustPolicies(props.blueprint) };
  const operations = new Map(Object.entries(operationTable).map(([name, build]) => [name, build(services)]));
  return { handle: (request) => answer(operations, request, services) };
}

async function answer(
  operations: ReadonlyMap<string, StsOperation>,
  request: SandboxRequest,
  { logger }: Pick<StsServices, 'logger'>,
): Promise<SandboxResponse> {
  try {
    const parameters = readParameters(request);
    const action = parameters.get('Action') ?? '';
    const operation = operations.get(action);
    if (operation === undefined) throw invalidAction(action, [...operations.keys()]);
    if (parameters.get('Version') !== version) throw validationError(`Version must be ${version}.`);
    return xmlAnswer(request, action, await operation(parameters, request));
  } catch (error) {
    if (error instanceof StsError) return xmlError(request, error);
    const defect = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    logger.error('sts failed', { requestId: request.id, defect });
    return xmlError(request, internalFailure());
  }
}
