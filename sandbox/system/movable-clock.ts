import type { Clock } from './services';

/** Real time plus an offset, so that expiry can be seen without waiting. */
export interface MovableClock extends Clock {
  /** Moves time; backwards where `milliseconds` is negative. */
  advance(milliseconds: number): void;
}

/** A clock that runs with the computer's own. */
export function createMovableClock(realNow: () => number = Date.now): MovableClock {
  let offset = 0;
  return {
    now: () => realNow() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}
