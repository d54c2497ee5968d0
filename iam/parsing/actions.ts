import { PolicyError } from '../errors';
import type { Clause, PolicySourceKind } from '../policy';
import type { JsonMembers } from './json';
import { oneOf, textList } from './json';

const trustActions = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
  'sts:AssumeRoleWithSAML',
  'sts:TagSession',
  'sts:SetSourceIdentity',
  'sts:SetContext',
];
const lowerCaseTrustActions = new Set(trustActions.map((action) => action.toLowerCase()));

/** `Action` or `NotAction` of a statement. */
export function parseActions(members: JsonMembers, place: string, kind: PolicySourceKind): Clause {
  const found = oneOf(members, ['Action', 'NotAction'], place);
  if (found === undefined) {
    throw new PolicyError('action-required', {
      place: `${place}.Action`,
      found,
      allowed: 'an action or a list of actions',
    });
  }
  const at = `${place}.${found.name}`;
  const patterns = textList(found.value, at, 'action-required');
  for (const pattern of patterns) checkAction(pattern, at);
  if (kind === 'trust') checkTrustActions(patterns, at, found.negated);
  return { negated: found.negated, patterns };
}

function checkAction(action: string, place: string): void {
  if (action === '*') return;
  const parts = action.split(':');
  const [vendor = '', name = ''] = parts;
  const allowed =
    '* or <service>:<action>, with wildcards in the action only, such as execute-api:Invoke or dynamodb:Get*';
  if (parts.length > 2) throw new PolicyError('action-colons', { place, found: action, allowed });
  if (/[*?]/.test(vendor) && parts.length === 2) {
    throw new PolicyError('action-vendor-wildcard', { place, found: action, allowed });
  }
  if (!/^[A-Za-z0-9-]+$/.test(vendor) || name === '')
    throw new PolicyError('action-format', { place, found: action, allowed });
}

function checkTrustActions(patterns: readonly string[], place: string, negated: boolean): void {
  const wrong = negated ? patterns[0] : patterns.find((pattern) => !lowerCaseTrustActions.has(pattern.toLowerCase()));
  if (wrong === undefined) return;
  throw new PolicyError('trust-action', {
    place,
    found: wrong,
    allowed: `Action with ${trustActions.join(', ')}, and no wildcard`,
  });
}
