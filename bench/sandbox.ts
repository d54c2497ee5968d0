import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SandboxDescription } from '../sandbox/control/describe';
import { signInWithSrp } from '../tour/clients';
import { outputOf } from '../tour/description';
import { copyAltered } from './altered-output';
import type { Alteration } from './altered-output';
import { BenchError } from './errors';
import { connections, requestsPerSecond, start } from './load';
import type { Target } from './load';
import { atLeast, ratio } from './report';
import type { Figure, Section } from './report';

const username = 'bench@example.com';
const password = 'Correct-horse-battery-1';

/** Requests a second through each authorizer to a function, against a bare server; and memory. */
export async function measureSandbox(): Promise<Section> {
  const bare = await measureBare();
  const kept = await withSandbox({ withoutResultCache: false, signed: false }, async (sandbox, child) => {
    const idle = await megabytesOf(child);
    const lambda = await requestsPerSecond(await withToken(sandbox, 'api-authorization'));
    const cognito = await requestsPerSecond(await withToken(sandbox, 'api-authentication'));
    return { idle, lambda, cognito, loaded: await megabytesOf(child) };
  });
  const other = await withSandbox({ withoutResultCache: true, signed: true }, async (sandbox) => ({
    lambda: await requestsPerSecond(await withToken(sandbox, 'api-authorization')),
    iam: await requestsPerSecond(await withSignature(sandbox)),
  }));
  const figure = (what: string, perSecond: number, goal?: Figure['goal']): Figure => ({
    what,
    measured: `${ratio(perSecond / bare)} (${perSecond.toFixed(0)}/s)`,
    ...(goal === undefined ? {} : { goal }),
  });
  return {
    title: 'The sandbox',
    explanation:
      `Authorized requests that a Lambda function answers, over ${String(connections)} connections, to those of bare ` +
      `\`node:http\` with one \`jwtVerify\` a request (${bare.toFixed(0)}/s) in the same run. The throttles of the stacks are raised.`,
    figures: [
      figure('Lambda authorizer, results kept', kept.lambda, perSecond(kept.lambda)),
      figure('Lambda authorizer, asked each time', other.lambda),
      figure('Cognito authorizer', kept.cognito),
      figure('AWS_IAM', other.iam),
      { what: 'memory, idle', measured: `${kept.idle.toFixed(0)} MiB` },
      { what: 'memory, after the load', measured: `${kept.loaded.toFixed(0)} MiB` },
    ],
  };
}

/** The one goal that is not a ratio. */
function perSecond(value: number): Figure['goal'] {
  return { says: 'at least 5,000/s', met: atLeast(value, 5000)?.met === true };
}

async function measureBare(): Promise<number> {
  const [child, target] = await start<Target>('bare-server.ts');
  try {
    return await requestsPerSecond(target);
  } finally {
    child.kill();
  }
}

async function withSandbox<Result>(
  alteration: Alteration,
  use: (sandbox: SandboxDescription, child: ChildProcess) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    copyAltered('cdktf.out', folder, alteration);
    const users = join(folder, 'users.json');
    const pools = ['dev-teamfiles', 'dev-awesomeapp'];
    writeFileSync(users, JSON.stringify(pools.map((userPool) => seed(userPool))));
    const [child, sandbox] = await start<SandboxDescription>('sandbox-server.ts', [folder, users]);
    try {
      return await use(sandbox, child);
    } finally {
      child.kill();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function seed(userPool: string) {
  return { userPool, username, password, ...(userPool === 'dev-teamfiles' ? { groups: ['readers'] } : {}) };
}

async function megabytesOf(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [{ megabytes }] = (await once(child, 'message')) as [{ readonly megabytes: number }];
  return megabytes;
}

async function withToken(sandbox: SandboxDescription, stack: string): Promise<Target> {
  const { api, pool } = partsOf(sandbox, stack);
  // A pool may have several clients without a secret; people sign in with a password through one of them.
  const clientId = outputOf(sandbox, stack, 'user_pool_client_id');
  const signIn = { endpoint: sandbox.url, userPoolId: pool.id, clientId, username, password };
  const token = (await signInWithSrp(signIn)).getAccessToken().getJwtToken();
  return { url: `${api.invokeUrl}/files`, headers: { Authorization: `Bearer ${token}` } };
}

/** One signature for all requests: it is good for five minutes. */
async function withSignature(sandbox: SandboxDescription): Promise<Target> {
  const { api } = partsOf(sandbox, 'api-authentication');
  const url = new URL(`${api.invokeUrl}/files`);
  const { region, developer: credentials } = sandbox;
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  const { protocol, hostname, pathname: path, host } = url;
  const signed = await signer.sign({ method: 'GET', protocol, hostname, path, headers: { host } });
  return { url: url.href, headers: signed.headers };
}

function partsOf({ stacks }: SandboxDescription, stack: string) {
  const { apis: [api] = [], userPools: [pool] = [] } = stacks[stack] ?? {};
  if (api === undefined || pool === undefined) {
    throw new BenchError(`the stack ${stack} is not there: npm run synth`);
  }
  return { api, pool };
}
