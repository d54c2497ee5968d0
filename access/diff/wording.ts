import type { Origin } from '../model';
import type { AccessChange, AccessDiff, CheckKind, Kept, Loss } from './model';
import { pairs, summaryOf } from './summary';

/** The whole answer where nothing is to be told. */
export const nothingChanged = 'No change of access.';

/** The headings, in the order in which they are read. */
export const headings = {
  weaker: 'Weaker checks',
  losses: 'Loss of users or data',
  gains: 'Gained access',
  lost: 'Lost access',
  stronger: 'Stronger checks',
  hints: 'Please look',
} as const;

/** `1 weaker check, 2 losses of users or data, …`: all counts, the zeroes too. */
export function counts(diff: AccessDiff): string {
  const { weaker, stronger, gains, lost } = summaryOf(diff);
  return [
    counted(weaker.length, 'weaker check', 'weaker checks'),
    counted(diff.losses.length, 'loss of users or data', 'losses of users or data'),
    counted(pairs(gains), 'gain of access', 'gains of access'),
    counted(pairs(lost), 'loss of access', 'losses of access'),
    counted(stronger.length, 'stronger check', 'stronger checks'),
  ].join(', ');
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** `iam to none` */
export function kindName(kind: CheckKind): string {
  return kind.replaceAll('-', ' ');
}

/** `allowed, was denied` */
export function standing({ direction, before, after, conditions }: AccessChange): string {
  if (conditions === undefined) return `${after}, was ${before}`;
  const how = { gain: 'more often', loss: 'less often', changed: 'on another condition' }[direction];
  return `conditional, ${how} than before`;
}

/** Who it is about. */
export function who({ principals, direction }: AccessChange): readonly string[] {
  const everybody = direction === 'loss' ? 'everybody without credentials' : 'everybody, without credentials';
  return principals.map((principal) => (principal === 'nobody' ? everybody : principal));
}

const keptNames: Readonly<Record<Kept, string>> = {
  users: 'all users of this user pool',
  identities: 'all identities of this identity pool',
  data: 'all that is in it',
  'client id': 'the client id that applications use, and every session with it',
  memberships: 'who is a member of this group',
  'sign-in address': 'the address at which people and machines get tokens',
};

/** What happens to a thing, and what is lost with it. */
export function lossText({ kind, kept, because }: Loss): string {
  switch (kind) {
    case 'destroyed':
      return `destroyed, since ${because}: lost is ${keptNames[kept]}`;
    case 'replaced':
      return `replaced, since ${because}: lost is ${keptNames[kept]}`;
    case 'refused':
      return `${because}: AWS refuses it; a new one would have it, and lost would be ${keptNames[kept]}`;
  }
}

/** `notes: aws_iam_role.authenticated (notes/authenticated/Resource)` */
export function place({ stack, address, construct }: Origin): string {
  return `${stack}: ${address}${construct === '' ? '' : ` (${construct})`}`;
}
