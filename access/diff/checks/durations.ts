import type { Arguments } from '../../../blueprint/resources/arguments';

const unitSeconds = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

type Unit = keyof typeof unitSeconds;

/** The tokens of an app client. */
export type Token = 'access_token' | 'id_token' | 'refresh_token';

/** How long a token lives, in seconds. 0 and absent are AWS's default: an hour, and 30 days for refresh tokens. */
export function tokenSeconds(given: Arguments, token: Token): number {
  const count = given.number(`${token}_validity`, 0);
  const usual: Unit = token === 'refresh_token' ? 'days' : 'hours';
  const unit =
    given.block('token_validity_units')?.word(token, ['seconds', 'minutes', 'hours', 'days'], usual) ?? usual;
  if (count !== 0) return count * unitSeconds[unit];
  return token === 'refresh_token' ? 30 * unitSeconds.days : unitSeconds.hours;
}

/** `90 minutes`, `1 hour`, `30 days`: the largest unit that divides it. */
export function duration(seconds: number): string {
  const units = ['days', 'hours', 'minutes'] as const;
  const unit: Unit = units.find((name) => seconds !== 0 && seconds % unitSeconds[name] === 0) ?? 'seconds';
  const count = seconds / unitSeconds[unit];
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
