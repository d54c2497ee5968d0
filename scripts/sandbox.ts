import { startSandbox } from '../sandbox/main';
import { howToUse } from './how-to-use';
import { noteRunning } from './running-sandbox';
import { readArguments, runCommand, terraformVariables, untilTold } from './serve';

/** `npm run sandbox -- --out <folder>`: serves any synthesized output until Ctrl-C. */
void runCommand(async () => {
  const { out, users, issuers } = readArguments();
  const sandbox = await startSandbox({
    outputFolder: out,
    usersFile: users,
    issuers,
    variables: terraformVariables(process.env),
    port: process.env['PORT'],
  });
  const forget = noteRunning(sandbox.url);
  console.log(howToUse(sandbox.describe()));
  await untilTold(sandbox);
  forget();
});
