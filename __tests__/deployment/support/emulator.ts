import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRepair } from './emulator-repair';

/** An AWS emulator on 127.0.0.1: it stores what Terraform makes, and enforces little. */
export interface Emulator {
  /** The environment that points unmodified stacks at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Forgets all that was applied. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startEmulator(program: string): Promise<Emulator> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  const child = spawn(program, [], {
    cwd: folder,
    env: {
      ...process.env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      TMPDIR: folder,
      MINISTACK_ACCOUNT_ID: '123456789012',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(`${url}/_ministack/health`, () => child.exitCode, log);
  const repair = await startRepair(new URL(url));
  return {
    environment: {
      AWS_ENDPOINT_URL: repair.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    reset: async () => {
      const { ok, status } = await fetch(`${url}/_ministack/reset`, { method: 'POST' });
      if (!ok) throw new Error(`The emulator answered ${status} when it was to forget its state.`);
    },
    stop: async () => {
      await repair.stop();
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, exitCode: () => number | null, log: readonly Buffer[]): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    if (exitCode() !== null) break;
    const healthy = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The emulator did not become ready at ${url}.\n${Buffer.concat(log).toString()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
