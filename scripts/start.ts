import { startSandbox } from '../sandbox/main';
import { tellAll } from '../tour/all';
import { howToUse } from './how-to-use';
import { noteRunning } from './running-sandbox';
import { readArguments, runCommand, terraformVariables, untilTold } from './serve';

/** `npm start`: serves the stacks just synthesized, tells their story, and stays up until Ctrl-C. */
void runCommand(async () => {
  const { out, users, issuers } = readArguments();
  const lines: string[] = [];
  let quiet = true;
  const write = (line: string): void => {
    // The story makes refusals on purpose; their log would drown it. What is asked later is shown as it happens.
    if (quiet) lines.push(line);
    else console.log(line);
  };
  const sandbox = await startSandbox({
    outputFolder: out,
    usersFile: users,
    issuers,
    variables: terraformVariables(process.env),
    port: process.env['PORT'],
    write,
  });
  const forget = noteRunning(sandbox.url);
  const held = await tellAll(sandbox.describe(), (line) => console.log(line));
  quiet = false;
  if (!held) {
    console.error(['\nThe story did not hold. The log of the sandbox:', ...lines].join('\n'));
    process.exitCode = 1;
  }
  console.log(howToUse(sandbox.describe()));
  await untilTold(sandbox);
  forget();
});
