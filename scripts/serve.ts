import { parseArgs } from 'node:util';
import type { RunningSandbox } from '../sandbox/main';
import { badIssuer, SandboxUsageError } from '../sandbox/errors';
import { BlueprintError } from '../blueprint/errors';

const optionsHelp = `
Options, after "--":
  --out <folder>            what cdktf synthesized; cdktf.out where it is not given
  --users <file>            JSON with users who are there from the start
  --issuer <issuer>=<url>   what stands for an identity provider on this computer; as often as needed`;

/** The arguments that all commands around the sandbox take. */
export interface ServeArguments {
  readonly out: string;
  readonly users: string | undefined;
  /** Issuer to the URL of a provider that stands for it. */
  readonly issuers: ReadonlyMap<string, string>;
}

/** Reads `--out <folder>`, `--users <file>` and any number of `--issuer <issuer>=<url>`. */
export function readArguments(): ServeArguments {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'cdktf.out' },
      users: { type: 'string' },
      issuer: { type: 'string', multiple: true, default: [] },
    },
  });
  return { out: values.out, users: values.users, issuers: new Map(values.issuer.map(readIssuer)) };
}

function readIssuer(text: string): readonly [issuer: string, url: string] {
  const [, issuer, url] = /^(https:\/\/[^=\s]+)=(https?:\/\/\S+)$/.exec(text) ?? [];
  if (issuer === undefined || url === undefined || !URL.canParse(url)) throw badIssuer(text);
  return [issuer, url];
}

/** Runs a command; a mistake of its user ends it with a message, any other error with a stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const misunderstood = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS_') === true;
    const expected = misunderstood || error instanceof SandboxUsageError || error instanceof BlueprintError;
    console.error(expected ? (error as Error).message : error);
    if (misunderstood) console.error(optionsHelp);
    process.exit(1);
  }
}

/** Terraform's way to give variables: `TF_VAR_<name>`. */
export function terraformVariables(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('TF_VAR_') && value !== undefined ? [[name.slice('TF_VAR_'.length), value]] : [],
    ),
  );
}

/** Resolves once the person presses Ctrl-C, or the process is told to end. */
export async function untilTold(sandbox: RunningSandbox): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await sandbox.stop();
}
