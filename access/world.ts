import type { Blueprint, LambdaFunction, Role } from '../blueprint/model';
import type { NamedPolicy } from '../iam/policy';
import type { StackSource } from '../blueprint/terraform/stack-source';
import { type Names, namesOf } from './names';
import { readPolicy } from './policies/read-policy';
import { type GroupAuthorizer, groupAuthorizerOf } from './routes/group-rules';
import { type Origins, originsOf } from './origins';

/** What every part of the matrix is made from. */
export interface AccessWorld {
  readonly blueprint: Blueprint;
  readonly origins: Origins;
  readonly names: Names;
  /** Each role is read once. Raises `AccessError` where a policy is not understood. */
  policiesOf(role: Role): readonly NamedPolicy[];
  /** The most that they can give, read once too. */
  boundaryOf(role: Role): NamedPolicy | undefined;
  role(arn: string): Role | undefined;
  /** The framework's authorizer in a function, each read once; `undefined` for any other function. */
  groupAuthorizer(lambda: LambdaFunction): GroupAuthorizer | undefined;
}

/** Brings together what synthesized stacks say. */
export function accessWorld(blueprint: Blueprint, sources: readonly StackSource[]): AccessWorld {
  const policies = readOnce(parseAll);
  const boundaries = readOnce(parseBoundary);
  const roles = new Map(blueprint.roles.map((role) => [role.arn, role]));
  const authorizers = new Map(
    blueprint.functions.map((lambda) => [lambda, groupAuthorizerOf(lambda, blueprint.tables)] as const),
  );
  return {
    blueprint,
    origins: originsOf(sources),
    names: namesOf(blueprint),
    role: (arn) => roles.get(arn),
    groupAuthorizer: (lambda) => authorizers.get(lambda),
    policiesOf: policies,
    boundaryOf: boundaries,
  };
}

const parseAll = (role: Role): readonly NamedPolicy[] =>
  role.policies.map((policy) => readPolicy(policy, policy.document, 'identity'));

const parseBoundary = ({ permissionsBoundary }: Role): NamedPolicy | undefined =>
  permissionsBoundary && readPolicy(permissionsBoundary, permissionsBoundary.document, 'boundary');

function readOnce<Result>(read: (role: Role) => Result): (role: Role) => Result {
  const known = new Map<Role, { readonly result: Result }>();
  return (role) => {
    const { result } = known.get(role) ?? { result: read(role) };
    known.set(role, { result });
    return result;
  };
}
