import { createHash } from 'node:crypto';
import type { Role, RolePolicy } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import { parsePolicy } from '../../iam/parse-policy';
import type { PolicySourceKind } from '../../iam/policy';
import type { Caller, CognitoCaller, NamedPolicy } from './caller';

/** A role, and in whose name it is assumed. */
export interface RoleSession {
  readonly role: Role;
  readonly accountId: string;
  /** `CognitoIdentityCredentials` for an identity pool, the function's name for a function. */
  readonly sessionName: string;
  readonly cognito?: CognitoCaller;
  /** Condition keys that come with the session, beside those of `cognito`. */
  readonly context?: ConditionContext;
  readonly sessionPolicies?: readonly NamedPolicy[];
}

/** Who a session of a role is. Raises iam's error where a policy of the role is not understood. */
export function roleSession(session: RoleSession): Caller {
  const { role, accountId, sessionName, cognito } = session;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`;
  return {
    principal: { kind: 'aws', accountId, arns: [arn, role.arn] },
    arn,
    userId: `${role.uniqueId}:${sessionName}`,
    accountId,
    ...limitsOf(role),
    sessionPolicies: session.sessionPolicies ?? [],
    context: { ...(cognito === undefined ? {} : cognitoContext(cognito)), ...session.context },
    cognito,
  };
}

type Limits = Pick<Caller, 'identityPolicies' | 'permissionsBoundary'>;

const parsed = new WeakMap<Role, Limits>();

/** A blueprint does not change while it runs, so each role is read once. */
function limitsOf(role: Role): Limits {
  const known = parsed.get(role);
  if (known !== undefined) return known;
  const limits = {
    identityPolicies: role.policies.map((policy) => named(policy, 'identity')),
    permissionsBoundary: role.permissionsBoundary && named(role.permissionsBoundary, 'boundary'),
  };
  parsed.set(role, limits);
  return limits;
}

const named = ({ stack, address, document }: RolePolicy, kind: PolicySourceKind): NamedPolicy => ({
  name: `${stack}:${address}`,
  document: parsePolicy(document, kind),
});

const cognitoContext = ({ identityId, identityPoolId, ...login }: CognitoCaller): ConditionContext => ({
  'aws:FederatedProvider': 'cognito-identity.amazonaws.com',
  'cognito-identity.amazonaws.com:aud': identityPoolId,
  'cognito-identity.amazonaws.com:sub': identityId,
  'cognito-identity.amazonaws.com:amr': [
    login.authenticationType,
    ...(login.authenticationProvider === null ? [] : login.authenticationProvider.split(',')),
  ],
});

/** The developer at the keyboard: an IAM user who may do everything. */
export function administrator(accountId: string, userName: string): Caller {
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return {
    principal: { kind: 'aws', accountId, arns: [arn] },
    arn,
    userId: `AIDA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`,
    accountId,
    identityPolicies: [{ name: 'AdministratorAccess', document: parsePolicy(allowAll, 'identity') }],
    permissionsBoundary: undefined,
    sessionPolicies: [],
    context: {},
    cognito: undefined,
  };
}
