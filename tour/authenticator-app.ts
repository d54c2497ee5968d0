import { Secret, TOTP } from 'otpauth';
import { TourError } from './errors';

const stepMilliseconds = 30_000;

/** Somebody's app for one-time codes, on a telephone whose clock is the sandbox's. */
export class AuthenticatorApp {
  #secret: string | undefined;

  constructor(private readonly endpoint: string) {}

  /** Keeps a key, in Base32. */
  add(secret: string): void {
    this.#secret = secret;
  }

  /** The code that the app shows; with `ahead`, the one that comes so many half minutes later. */
  async code(ahead = 0): Promise<string> {
    if (this.#secret === undefined) throw new TourError('The app has no key yet.');
    const { time } = (await (await fetch(`${this.endpoint}/_sandbox`)).json()) as { readonly time: string };
    const timestamp = Date.parse(time) + ahead * stepMilliseconds;
    return new TOTP({ secret: Secret.fromBase32(this.#secret) }).generate({ timestamp });
  }
}
