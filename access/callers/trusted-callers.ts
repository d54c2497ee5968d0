import type { Role } from '../../blueprint/model';
import type { Principal } from '../../iam/decision';
import type { PrincipalClause } from '../../iam/policy';
import { splitArn } from '../../iam/variables';
import { chosenName } from '../policies/uncertain';
import type { AccessWorld } from '../world';
import { type Caller, passes, type Way } from './caller';
import { wayWith } from './role-callers';
import { trustOf, trustStep } from './trust';

/**
 * Everybody who takes a role with keys of an AWS account that its trust policy names: an account, a role, a user, or
 * anybody. Whether the policies of the other side let them ask for it is that side's own; it is taken that they do.
 */
export function trustedCallers(world: AccessWorld, role: Role): readonly Caller[] {
  const trusted = distinct(trustOf(role).statements.flatMap(({ effect, principals }) => takersOf(effect, principals)));
  if (trusted.length === 0) return [];
  const name = world.names.full(role);
  return [
    {
      principal: {
        key: `trusted ${name}`,
        kind: 'trusted-role',
        name,
        how: world.names.readable(
          `somebody who takes the role ${role.name} at STS with keys of ${trusted.map(({ shown }) => shown).join(' or ')}`,
        ),
        at: world.origins.of(role),
      },
      ways: trusted.map((taker) => wayOf(world, role, taker)),
    },
  ];
}

interface Taker {
  readonly shown: string;
  readonly principal: Principal & { readonly kind: 'aws' };
}

/** Of an account that no policy names. */
const anybody: Taker = {
  shown: 'any AWS account',
  principal: { kind: 'aws', accountId: '000000000000', arns: [] },
};

function takersOf(effect: 'Allow' | 'Deny', principals: PrincipalClause | undefined): readonly Taker[] {
  if (effect === 'Deny' || principals === undefined) return [];
  if (principals.negated || principals.everyone || principals.aws.includes('*')) return [anybody];
  return principals.aws.map(named);
}

/** `name`: twelve digits, or an ARN. Only a root stands for its account, and is no caller of its own. */
function named(name: string): Taker {
  const [, , , , accountId = '', resource = ''] = splitArn(name);
  if (/^\d{12}$/.test(name)) return { shown: `the account ${name}`, principal: account(name) };
  if (resource === 'root') return { shown: `the account ${accountId}`, principal: account(accountId) };
  return { shown: name, principal: { kind: 'aws', accountId, arns: [name] } };
}

const account = (accountId: string) => ({ kind: 'aws', accountId, arns: [] }) as const;

function wayOf(world: AccessWorld, role: Role, { shown, principal }: Taker): Way {
  const before = [passes('client', `has keys of ${shown}, and may ask for roles`)];
  const trust = trustStep(world, role, { principal, action: 'sts:AssumeRole', context: {} });
  return wayWith({ role, before, trust, sessionName: chosenName, context: {} });
}

const distinct = (takers: readonly Taker[]): readonly Taker[] => [
  ...new Map(takers.map((taker) => [taker.shown, taker])).values(),
];
