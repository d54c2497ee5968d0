import type { JsonObject } from '../../../../blueprint/model';
import type { StackSource } from '../../../../blueprint/terraform/stack-source';
import { compareChecks } from '../../../../access/diff/compare-checks';
import { snapshotOf } from '../../../../access/diff/snapshot';
import { told } from './seeded-change';

/** The bodies of resources by address. */
export type Resources = Readonly<Record<string, JsonObject>>;

/** A stack of nothing but these resources, by address. */
function snapshot(resources: Resources) {
  const blocks = Object.entries(resources).map(([address, body]) => {
    const [type = '', name = ''] = address.split('.');
    return { kind: 'resource', type, name, body } as const;
  });
  const nothing = { locals: {}, variables: {}, outputs: {}, providers: [], backend: {}, moved: [] };
  const stack: StackSource = { name: 'main', folder: '/', blocks, ...nothing };
  return snapshotOf([stack], (_, address) => address);
}

/** What is told of the checks of two stacks, a line each. */
export const checksOf = (before: Resources, after: Resources): readonly string[] =>
  told({ version: 2, access: [], losses: [], hints: [], checks: compareChecks(snapshot(before), snapshot(after)) });

/** A policy document as text. */
export const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A trust policy of one principal. */
export const trust = (principal: object) =>
  policyOf({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: principal });
