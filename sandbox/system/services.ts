/** Time as the sandbox sees it: real time, moved by `POST /_sandbox/clock`. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** The one source of randomness. */
export interface Ids {
  uuid(): string;
  bytes(length: number): Buffer;
  /** `length` characters of `alphabet`, each equally likely. */
  text(length: number, alphabet: string): string;
}

/** One line an event. Fields never hold a token, a secret or a password. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Values of a line; `undefined` leaves the field out. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
