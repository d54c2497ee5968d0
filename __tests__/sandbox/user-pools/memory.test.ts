import { AttemptLimit } from '../../../sandbox/user-pools/attempt-limit';
import { ConfirmationCodes } from '../../../sandbox/user-pools/confirmation-codes';
import { seededIds } from '../support/user-pool-fixture';

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
