import { timingSafeEqual } from 'node:crypto';
import type { Clock, Ids } from '../system/services';
import { AttemptLimit } from './attempt-limit';

const hourMilliseconds = 3_600_000;
const digits = 6;

/** Whether a code was right. Closed; only `right` confirms. */
export type CodeCheck = 'right' | 'wrong' | 'expired' | 'never-requested' | 'too-many-attempts';

interface IssuedCode {
  readonly code: string;
  readonly expiresAt: number;
}

/**
 * Six digits, for some hours, once; the latest alone counts. Wrong guesses are limited by name, not by code: asking for
 * a new code gives no new guesses.
 */
export class ConfirmationCodes {
  readonly #codes = new Map<string, IssuedCode>();
  readonly #guesses: AttemptLimit;
  readonly #requests: AttemptLimit;
  #forgottenAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly hours: number,
  ) {
    this.#guesses = new AttemptLimit(clock);
    this.#requests = new AttemptLimit(clock);
    this.#forgottenAt = clock.now();
  }

  /** How many codes are kept. */
  get size(): number {
    return this.#codes.size;
  }

  /** `undefined` when too many were asked for. Also for names of nobody, whose code is never sent. */
  issue(name: string): string | undefined {
    if (this.#requests.isExceeded(name)) return undefined;
    this.#requests.count(name);
    return this.issueUnasked(name);
  }

  /** A code that comes with something else. It counts as no request, or the limit would tell that there was one. */
  issueUnasked(name: string): string {
    this.#forgetOld();
    const code = this.ids.text(digits, '0123456789');
    this.#codes.set(name, { code, expiresAt: this.clock.now() + this.hours * hourMilliseconds });
    return code;
  }

  check(name: string, code: string): CodeCheck {
    if (this.#guesses.isExceeded(name)) return 'too-many-attempts';
    const issued = this.#codes.get(name);
    if (issued === undefined) return 'never-requested';
    if (issued.expiresAt <= this.clock.now()) return 'expired';
    if (sameCode(issued.code, code)) return 'right';
    this.#guesses.count(name);
    return 'wrong';
  }

  /** Also those of nobody, which are never answered. Once an hour is enough. */
  #forgetOld(): void {
    const now = this.clock.now();
    if (now < this.#forgottenAt + hourMilliseconds) return;
    this.#forgottenAt = now;
    for (const [name, { expiresAt }] of this.#codes) if (expiresAt <= now) this.#codes.delete(name);
  }

  /** Used, or of a user who is gone. */
  forget(name: string): void {
    this.#codes.delete(name);
  }
}

function sameCode(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
