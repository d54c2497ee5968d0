import { strength } from './group-store';
import type { Group } from './group-store';
import type { GroupClaims } from './triggers/token-customization';

/**
 * What tokens say of groups. The strongest group's role is preferred; of two different roles equally strong, none is.
 *
 * @param groups The strongest first.
 */
export function groupClaims(groups: readonly Group[]): GroupClaims {
  const names = groups.map(({ name }) => name);
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  const [first] = withRole;
  if (first === undefined) return { names, roles: [], preferredRole: undefined };
  const candidates = new Set(withRole.filter((group) => strength(group) === strength(first)).map((g) => g.roleArn));
  return {
    names,
    roles: [...new Set(withRole.flatMap(({ roleArn }) => roleArn ?? []))],
    preferredRole: candidates.size === 1 ? first.roleArn : undefined,
  };
}
