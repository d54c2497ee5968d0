import type { Located } from '../../blueprint/model/located';
import { matchesPattern, wildcardPattern } from '../../iam/pattern';
import type { NamedPolicy, Statement } from '../../iam/policy';
import type { Caller } from '../callers/caller';
import { readPolicy } from '../policies/read-policy';
import { intersect } from '../policies/reach';
import type { AccessWorld } from '../world';

/** A table or a secret, with the actions that are worth asking about. */
export interface DataThing extends Located {
  readonly kind: 'table' | 'secret';
  readonly arn: string;
  readonly actions: readonly string[];
  readonly resourcePolicies: readonly NamedPolicy[];
}

/** What a policy with a wildcard is spelled out as: the actions on items, and those on what a secret holds. */
const actionsOn: Readonly<Record<DataThing['kind'], readonly string[]>> = {
  table: [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:UpdateItem',
  ],
  secret: [
    'secretsmanager:DeleteSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:UpdateSecret',
  ],
};

const serviceOf = { table: 'dynamodb:', secret: 'secretsmanager:' } as const;

/** All tables and secrets, each with the actions on it that a policy of any caller names. */
export function dataThings(world: AccessWorld, callers: readonly Caller[]): readonly DataThing[] {
  const statements = grantsOf(world, callers);
  const { tables, secrets } = world.blueprint;
  return [
    ...tables.map(({ stack, address, arn }) => thing({ stack, address, arn, kind: 'table' }, [], statements)),
    ...secrets.map(({ resourcePolicy, ...secret }) => {
      const { stack, address, arn } = secret;
      const policies = resourcePolicy === undefined ? [] : [readPolicy(secret, resourcePolicy, 'resource')];
      const own = policies.flatMap(({ document }) => document.statements);
      return thing({ stack, address, arn, kind: 'secret' }, policies, [...statements, ...own]);
    }),
  ];
}

function grantsOf(world: AccessWorld, callers: readonly Caller[]): readonly Statement[] {
  const sessions = callers.flatMap(({ ways }) =>
    ways.flatMap(({ credential }) => (credential.kind === 'session' ? [credential.session.role] : [])),
  );
  return [...new Set(sessions)]
    .flatMap((role) => world.policiesOf(role))
    .flatMap(({ document }) => document.statements)
    .filter(({ effect }) => effect === 'Allow');
}

function thing(
  it: Omit<DataThing, 'actions' | 'resourcePolicies'>,
  resourcePolicies: readonly NamedPolicy[],
  statements: readonly Statement[],
): DataThing {
  const named = statements.filter((statement) => speaksOf(statement, it.arn)).flatMap((one) => actionsIn(one, it.kind));
  return { ...it, resourcePolicies, actions: [...new Set(named)].toSorted() };
}

/** The thing itself or a part of it, such as an index. */
function speaksOf({ resources }: Statement, arn: string): boolean {
  if (resources === undefined || resources.negated) return true;
  return resources.patterns.some((pattern) => {
    const loose = pattern.replace(/\$\{[^}]*\}/g, '*');
    return intersect(loose, arn) || intersect(loose, `${arn}/*`);
  });
}

function actionsIn({ actions }: Statement, kind: DataThing['kind']): readonly string[] {
  const all = actionsOn[kind];
  if (actions.negated) return all;
  return actions.patterns.flatMap((pattern) => {
    const matching = all.filter((action) =>
      matchesPattern(wildcardPattern(pattern.toLowerCase()), action.toLowerCase()),
    );
    if (matching.length > 0) return matching;
    return pattern.toLowerCase().startsWith(serviceOf[kind]) ? [pattern] : [];
  });
}
