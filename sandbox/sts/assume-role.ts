import type { Role } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import { PolicyError } from '../../iam/errors';
import { explain } from '../../iam/explain';
import { parsePolicy } from '../../iam/parse-policy';
import type { CognitoCaller, NamedPolicy } from '../credentials/caller';
import { requestContext } from '../credentials/request-context';
import type { SandboxRequest } from '../http/message';
import { placeOf } from '../identity-pools/identity-pool-services';
import { durationTooLong, malformedPolicy, notAuthorized, shown } from './errors';
import type { XmlElements } from './query-protocol';
import type { StsServices } from './sts-services';

/** Who assumes which role, once a provider's word for them was checked. */
export interface AssumeRoleRequest {
  readonly action: 'AssumeRoleWithWebIdentity' | 'AssumeRoleWithSAML';
  readonly roleArn: string;
  readonly sessionName: string;
  /** As trust policies name it. */
  readonly provider: string;
  /** Condition keys of the provider; they stay with the session. */
  readonly context: ConditionContext;
  readonly cognito?: CognitoCaller;
  readonly durationSeconds: number | undefined;
  /** The session ends then at the latest. Milliseconds since 1970. */
  readonly notAfter?: number;
  /** JSON; cuts the session down. */
  readonly policy: string | undefined;
}

const defaultDurationSeconds = 3_600;

/**
 * Asks the role's trust policy, and issues credentials. A role that does not exist is refused like one that does not
 * trust: who asks cannot find out which roles there are.
 */
export function assumeRole(services: StsServices, request: AssumeRoleRequest, sentBy: SandboxRequest): XmlElements {
  const role = trustingRole(services, request, sentBy);
  const durationSeconds = durationOf(services, request, role);
  const caller = services.roleSession({
    role,
    sessionName: request.sessionName,
    cognito: request.cognito,
    context: { ...request.context, 'aws:FederatedProvider': request.provider },
    sessionPolicies: sessionPolicies(request.policy),
  });
  const credentials = services.credentials.issueTemporary(caller, durationSeconds);
  services.logger.info('role assumed', { role: role.name, session: request.sessionName, provider: request.provider });
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(credentials.expiration).toISOString().replace('.000Z', 'Z'),
    },
    AssumedRoleUser: { Arn: caller.arn, AssumedRoleId: caller.userId },
  };
}

function trustingRole(services: StsServices, request: AssumeRoleRequest, sentBy: SandboxRequest): Role {
  const { action, roleArn, provider } = request;
  const role = services.trust.role(roleArn);
  if (role === undefined) throw notAuthorized(action, `There is no role ${shown(roleArn)}.`);
  // What the provider says goes before what the request brings.
  const context = {
    ...requestContext(sentBy, services.clock.now()),
    'sts:RoleSessionName': request.sessionName,
    ...request.context,
  };
  const decision = services.trust.mayAssume(role, { provider, action: `sts:${action}`, context });
  if (decision?.kind === 'allowed') return role;
  const why = decision === undefined ? 'its trust policy is unknown' : explain(decision);
  throw notAuthorized(action, `The trust policy of ${placeOf(role)} refuses: ${shown(why)}`);
}

function durationOf(services: StsServices, request: AssumeRoleRequest, role: Role): number {
  const wanted = request.durationSeconds ?? Math.min(defaultDurationSeconds, role.maxSessionSeconds);
  if (wanted > role.maxSessionSeconds) throw durationTooLong();
  if (request.notAfter === undefined) return wanted;
  return Math.max(0, Math.min(wanted, Math.floor((request.notAfter - services.clock.now()) / 1000)));
}

function sessionPolicies(text: string | undefined): readonly NamedPolicy[] {
  if (text === undefined) return [];
  try {
    return [{ name: 'STS:Policy of the request', document: parsePolicy(JSON.parse(text), 'session') }];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof PolicyError) throw malformedPolicy(error.message);
    throw error;
  }
}
