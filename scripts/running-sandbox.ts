import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SandboxDescription } from '../sandbox/control/describe';

const file = resolve('.sandbox/running.json');

/** Notes where the sandbox listens, for `npm run with-sandbox`. Returns what removes the note. */
export function noteRunning(url: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ url }));
  return () => rmSync(file, { force: true });
}

/** Asks the running sandbox what it runs. Exits with a message where there is none. */
export async function runningSandbox(): Promise<SandboxDescription> {
  const url = readNote();
  const answer = url === undefined ? undefined : await ask(url);
  if (answer !== undefined) return answer;
  console.error('No sandbox is running here. Start one in another terminal with: npm start');
  process.exit(1);
}

function readNote(): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { url: string }).url;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A note can outlive its sandbox, where that was killed. */
async function ask(url: string): Promise<SandboxDescription | undefined> {
  try {
    return (await (await fetch(`${url}/_sandbox`)).json()) as SandboxDescription;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
