import { AttemptLimit } from '../../../sandbox/user-pools/attempt-limit';
import { ConfirmationCodes } from '../../../sandbox/user-pools/confirmation-codes';
import { SignIns } from '../../../sandbox/user-pools/sign-ins';
import type { User } from '../../../sandbox/user-pools/user';
import { aClient, seededIds } from '../support/user-pool-fixture';

const hour = 3_600_000;

function clockAt(start: number) {
  let now = start;
  return { now: () => now, advance: (milliseconds: number) => void (now += milliseconds) };
}

const names = Array.from({ length: 50 }, (_, at) => `nobody:${at}`);

test('names are forgotten once their attempts count no more, or whoever asks could fill the memory', () => {
  const clock = clockAt(0);
  const limit = new AttemptLimit(clock, 2);
  for (const name of names) limit.count(name);
  clock.advance(hour / 2);
  limit.count('late');
  expect(limit.size).toBe(51);
  clock.advance(hour / 2);
  limit.count('late');
  expect(limit.size).toBe(1);
  expect(limit.isExceeded('late')).toBe(true);
  clock.advance(hour / 2);
  expect(limit.isExceeded('late')).toBe(false);
});

test('codes are forgotten once they are too old, also those that were sent to nobody', () => {
  const clock = clockAt(0);
  const codes = new ConfirmationCodes(clock, seededIds(), 24);
  for (const name of names) codes.issue(name);
  clock.advance(12 * hour);
  const late = codes.issue('late') ?? '';
  expect(codes.size).toBe(51);
  clock.advance(12 * hour);
  codes.issue('later');
  expect(codes.size).toBe(2);
  expect(codes.check('late', late)).toBe('right');
  expect(codes.check('nobody:0', '000000')).toBe('never-requested');
});

const anna: User = {
  username: 'anna',
  sub: 'anna',
  status: 'CONFIRMED',
  enabled: true,
  attributes: new Map(),
  password: { salt: 1n, verifier: 1n },
  temporaryPasswordUntil: undefined,
  groups: new Set(),
  createdAt: 0,
  modifiedAt: 0,
};

test('sign-ins are forgotten once none of their tokens can live any longer, with all refresh tokens', () => {
  const clock = clockAt(0);
  const signIns = new SignIns(clock, seededIds());
  const client = aClient({ refreshTokenSeconds: 3600 });
  const started = names.map(() => signIns.start(anna, client));
  for (const { refreshToken, signIn } of started) signIns.exchange(refreshToken, signIn, 0);
  signIns.start(anna, aClient({ refreshTokenSeconds: 48 * 3600 }));
  expect(signIns.size).toBe(101);
  clock.advance(25 * hour - 1);
  signIns.start(anna, client);
  expect(signIns.size).toBe(102);
  for (const { signIn, refreshToken } of started) {
    expect(signIns.byEvent(signIn.eventId)).toEqual(signIn);
    expect(signIns.lookUp(refreshToken).kind).toBe('reused');
  }
  clock.advance(hour);
  const late = signIns.start(anna, client);
  expect(signIns.size).toBe(3);
  for (const { signIn, refreshToken } of started) {
    expect(signIns.byEvent(signIn.eventId)).toBeUndefined();
    expect(signIns.lookUp(refreshToken)).toEqual({ kind: 'unknown' });
  }
  expect(signIns.lookUp(late.refreshToken).kind).toBe('found');
});
