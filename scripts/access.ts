import { answer, faultOf } from '../access/command';
import { accessDiff } from './access-diff';

/** `npm run access`: who can call what in the stacks just synthesized. */
function main(): void {
  try {
    process.stdout.write(answer(process.argv.slice(2)));
  } catch (error) {
    const fault = faultOf(error);
    console.error(fault?.message ?? error);
    process.exitCode = fault?.status ?? 1;
  }
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'diff') void accessDiff(rest);
else main();
