import type { AccessWorld } from '../world';
import { type Caller, passes } from './caller';
import { identityPoolCallers } from './identity-callers';
import { issuerCallers } from './issuer-callers';
import { federatedCallers, functionCaller } from './role-callers';
import { trustedCallers } from './trusted-callers';
import { userPoolCallers } from './user-pool-callers';

/** Everybody who may come, sorted by key; those whose keys are the same are one, with the ways of all. */
export function allCallers(world: AccessWorld): readonly Caller[] {
  const { blueprint } = world;
  const all = [
    nobody,
    ...blueprint.userPools.flatMap((pool) => userPoolCallers(world, pool)),
    ...blueprint.identityPools.flatMap((pool) => identityPoolCallers(world, pool)),
    ...blueprint.roles.flatMap((role) => federatedCallers(world, role)),
    ...blueprint.roles.flatMap((role) => trustedCallers(world, role)),
    ...blueprint.functions.map((lambda) => functionCaller(world, lambda)),
    ...issuerCallers(world),
  ];
  const byKey = new Map<string, Caller>();
  for (const caller of all) {
    const known = byKey.get(caller.principal.key);
    byKey.set(caller.principal.key, known === undefined ? caller : { ...known, ways: [...known.ways, ...caller.ways] });
  }
  return [...byKey.values()].toSorted((one, other) => compare(one.principal.key, other.principal.key));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const nobody: Caller = {
  principal: { key: 'nobody', kind: 'nobody', name: 'nobody', how: 'anybody, without signing or signing in' },
  ways: [{ steps: [passes('client', 'calls without credentials')], credential: { kind: 'none' } }],
};
