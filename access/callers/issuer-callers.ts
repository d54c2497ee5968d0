import type { Origin } from '../model';
import type { AccessWorld } from '../world';
import type { TrustedIssuer } from '../routes/group-rules';
import { type Caller, passes } from './caller';

/**
 * Everybody whom another issuer than a user pool of the stacks can vouch for: where an authorizer takes its tokens, the
 * issuer decides who is in which group, so it can name each of those that have a policy.
 */
export function issuerCallers(world: AccessWorld): readonly Caller[] {
  const { blueprint } = world;
  const pools = new Set(blueprint.userPools.map(({ endpoint }) => `https://${endpoint}`));
  const callers = new Map<string, Caller>();
  for (const lambda of blueprint.functions) {
    const authorizer = world.groupAuthorizer(lambda);
    for (const issuer of authorizer?.issuers ?? []) {
      if (pools.has(issuer.issuer)) continue;
      for (const group of [undefined, ...(authorizer?.groups.keys() ?? [])]) {
        const caller = vouchedFor(issuer, group, world.origins.of(lambda));
        callers.set(caller.principal.key, caller);
      }
    }
  }
  return [...callers.values()];
}

function vouchedFor({ issuer, audience, clientIds }: TrustedIssuer, group: string | undefined, at: Origin): Caller {
  const host = issuer.replace(/^https:\/\//, '').replace(/\/$/, '');
  const name = group === undefined ? host : `${host}/${group}`;
  const inGroup = group === undefined ? 'no group' : `the group ${group}`;
  const token = {
    issuer,
    use: 'access',
    clientId: clientIds?.[0],
    audience,
    groups: group === undefined ? [] : [group],
    scopes: [],
  } as const;
  return {
    principal: {
      key: `${group === undefined ? 'user' : 'group'} ${name}`,
      kind: group === undefined ? 'signed-in-user' : 'group',
      name,
      how: `somebody whose token of ${host} names ${inGroup}`,
      at,
    },
    ways: [
      {
        steps: [passes('token', `brings an access token of ${host} that names ${inGroup}`, at)],
        credential: { kind: 'token', token },
      },
    ],
  };
}
