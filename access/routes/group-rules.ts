import type { LambdaFunction, Table, TableItem } from '../../blueprint/model';
import type { Located } from '../../blueprint/model/located';

/**
 * The authorizer of the framework, recognized by what its function is told: `policiesTable` names a table with the rules
 * of each group, and `issuers` whose tokens are taken. Its own code is not read.
 */
export interface GroupAuthorizer {
  readonly issuers: readonly TrustedIssuer[];
  /** By the name of the group. */
  readonly groups: ReadonlyMap<string, GroupPolicy>;
  readonly table: Table;
}

/** Whose tokens are taken. */
export interface TrustedIssuer {
  readonly issuer: string;
  /** App clients of a user pool whose access tokens are taken; absent for any other issuer. */
  readonly clientIds: readonly string[] | undefined;
  /** Whom the tokens of another issuer must be meant for. */
  readonly audience: string | undefined;
}

/** One item of the table. `rules` is absent where the item is not understood: then there is no decision at all. */
export interface GroupPolicy extends Located {
  readonly group: string;
  readonly rules: readonly GroupRule[] | undefined;
}

/** One line of a group's policy. */
export interface GroupRule {
  readonly effect: 'Allow' | 'Deny';
  /** Upper case, or `*`. */
  readonly method: string;
  /** As the route has it. */
  readonly path: string;
}

/** `undefined` for a function that is not the framework's authorizer. */
export function groupAuthorizerOf(lambda: LambdaFunction, tables: readonly Table[]): GroupAuthorizer | undefined {
  const table = tables.find(({ name }) => name === lambda.environment['policiesTable']);
  const issuers = readIssuers(lambda.environment['issuers']);
  if (table === undefined || issuers === undefined) return undefined;
  const policies = table.items.flatMap((item) => groupPolicy(item, table.partitionKey.name));
  return { issuers, table, groups: new Map(policies.map((policy) => [policy.group, policy])) };
}

function readIssuers(text: string | undefined): readonly TrustedIssuer[] | undefined {
  const list = parsed(text ?? '');
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const issuers = list.flatMap((one: unknown) => {
    const { issuer, clientIds, audience } = members(one);
    if (typeof issuer !== 'string') return [];
    const clients = Array.isArray(clientIds) ? clientIds.map(String) : undefined;
    const meantFor = typeof audience === 'string' ? audience : undefined;
    return (clients === undefined) === (meantFor === undefined)
      ? []
      : [{ issuer, clientIds: clients, audience: meantFor }];
  });
  return issuers.length === list.length ? issuers : undefined;
}

function groupPolicy({ stack, address, attributes }: TableItem, key: string): readonly GroupPolicy[] {
  const group = members(attributes[key])['S'];
  const policy = members(attributes['policy'])['S'];
  if (typeof group !== 'string') return [];
  return [{ stack, address, group, rules: typeof policy === 'string' ? readRules(policy) : undefined }];
}

function readRules(text: string): readonly GroupRule[] | undefined {
  const list = parsed(text);
  if (!Array.isArray(list)) return undefined;
  const rules = list.flatMap((one: unknown) => {
    const { effect, method, path, ...others } = members(one);
    const known = (effect === 'Allow' || effect === 'Deny') && typeof method === 'string' && typeof path === 'string';
    return known && Object.keys(others).length === 0 ? [{ effect, method, path } as const] : [];
  });
  return rules.length === list.length ? rules : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not this authorizer, or not a policy: the caller refuses either.
    return undefined;
  }
}

const members = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
