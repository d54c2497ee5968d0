import { startSandbox } from '../sandbox/main';

/** The sandbox in a process of its own: tells its parent what runs, and how much memory it takes whenever it is asked. */
async function main(): Promise<void> {
  const [outputFolder = '', usersFile = ''] = process.argv.slice(2);
  const sandbox = await startSandbox({ outputFolder, usersFile, port: '0', write: () => undefined });
  process.on('message', () => process.send?.({ megabytes: process.memoryUsage.rss() / 2 ** 20 }));
  process.send?.(sandbox.describe());
}

void main();
