/** A mistake of the person who starts the sandbox: the message says what to do. */
export class SandboxUsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SandboxUsageError';
  }
}

export const noFreePort = (first: number, last: number): SandboxUsageError =>
  new SandboxUsageError(
    `No free port between ${first} and ${last} on 127.0.0.1. Stop what listens there, or choose another with PORT=<number>.`,
  );

export const badPort = (value: string): SandboxUsageError =>
  new SandboxUsageError(
    `PORT is ${JSON.stringify(value)}. It must be a whole number from 0 to 65535; 0 takes any free port.`,
  );

export const badUsersFile = (path: string, faults: readonly string[]): SandboxUsageError =>
  new SandboxUsageError(
    [
      `The users file ${path} cannot be used:`,
      ...faults.map((fault) => `  - ${fault}`),
      'It is JSON: [{"username": "jane@example.com", "password": "…", "groups": ["…"], "userPool": "<name, needed where there are several>"}].',
    ].join('\n'),
  );

export const roleOfNobody = (roleArn: string): SandboxUsageError =>
  new SandboxUsageError(
    `No stack has the role ${roleArn} that a function runs as. Add the role to a stack, or reference it.`,
  );

export const badIssuer = (text: string): SandboxUsageError =>
  new SandboxUsageError(
    `--issuer is ${JSON.stringify(text)}. It must be <issuer>=<url>: the claim iss of a provider's tokens, with https://, ` +
      'and where a provider that stands for it is served, such as https://accounts.google.com=http://127.0.0.1:9000.',
  );
