import { startSandbox } from '../sandbox/main';
import { tellAll } from '../tour/all';
import { readArguments, runCommand, terraformVariables } from './serve';

/** `npm run tour`: tells the story on a sandbox of its own, and exits with 0 only where all of it held. */
void runCommand(async () => {
  const { out, users } = readArguments();
  const lines: string[] = [];
  const sandbox = await startSandbox({
    outputFolder: out,
    usersFile: users,
    variables: terraformVariables(process.env),
    port: '0',
    write: (line) => lines.push(line),
  });
  const held = await tellAll(sandbox.describe(), (line) => console.log(line));
  await sandbox.stop();
  if (held) return;
  console.error(['\nThe story did not hold. The log of the sandbox:', ...lines].join('\n'));
  process.exitCode = 1;
});
