import { InvalidEnvironmentError } from './errors';

/** As `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

const tableNamePattern = /^[a-zA-Z0-9_.-]{3,255}$/;

const secretArnPattern = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@!-]+$/;

/** Reads variables one by one and reports all faults together. */
export class EnvironmentReader {
  readonly #faults: string[] = [];

  constructor(readonly variables: Variables) {}

  /** A DynamoDB table's name. */
  tableName(variable: string): string {
    const value = this.variables[variable] ?? '';
    if (!tableNamePattern.test(value)) {
      this.#faults.push(`${variable} is "${value}"; allowed: 3 to 255 of a-z A-Z 0-9 _ . -`);
    }
    return value;
  }

  /** An https URL without a user, a query or a fragment. */
  httpsUrl(variable: string): string {
    const value = this.variables[variable] ?? '';
    if (!isHttpsUrl(value)) {
      this.#faults.push(`${variable} is "${value}"; allowed: https://host/path, no user, no query, no fragment`);
    }
    return value;
  }

  /** Text of a known form. */
  matching(variable: string, pattern: RegExp, allowed: string): string {
    const value = this.variables[variable] ?? '';
    if (!pattern.test(value)) {
      this.#faults.push(`${variable} is "${value}"; allowed: ${allowed}`);
    }
    return value;
  }

  /** The ARN of a secret. */
  secretArn(variable: string): string {
    const value = this.variables[variable] ?? '';
    if (!secretArnPattern.test(value)) {
      this.#faults.push(
        `${variable} is "${value}"; allowed: arn:aws:secretsmanager:<region>:<account>:secret:<name of the secret>`,
      );
    }
    return value;
  }

  /** Origins separated by commas, none where the variable is empty or absent. */
  origins(variable: string): readonly string[] {
    const origins = (this.variables[variable] ?? '')
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== '');
    for (const origin of origins.filter((candidate) => !isOrigin(candidate))) {
      this.#faults.push(
        `${variable} holds "${origin}"; allowed: https://host[:port] or http://localhost[:port], no path, no *`,
      );
    }
    return origins;
  }

  /** Anything else. `parse` answers undefined where the text is not what is allowed. */
  parsed<Value>(variable: string, parse: (text: string) => Value | undefined, allowed: string): Value | undefined {
    const text = this.variables[variable] ?? '';
    const value = parse(text);
    if (value === undefined) {
      this.#faults.push(`${variable} is "${text}"; allowed: ${allowed}`);
    }
    return value;
  }

  /** Any text that is not empty. A fault does not repeat it: it may be a secret. */
  required(variable: string): string {
    const value = this.variables[variable] ?? '';
    if (value === '') {
      this.#faults.push(`${variable} is empty; allowed: any text`);
    }
    return value;
  }

  /** @throws InvalidEnvironmentError when anything that was read is wrong */
  done<T>(environment: T): T {
    if (this.#faults.length > 0) {
      throw new InvalidEnvironmentError(this.#faults);
    }
    return environment;
  }
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) {
    return false;
  }
  const { origin, protocol, hostname } = new URL(value);
  const loopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return origin === value && !value.includes('*') && (protocol === 'https:' || (protocol === 'http:' && loopback));
}

function isHttpsUrl(value: string): boolean {
  if (!URL.canParse(value)) {
    return false;
  }
  const { protocol, username, password, search, hash } = new URL(value);
  return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
}
