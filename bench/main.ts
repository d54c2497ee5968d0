import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { format } from 'prettier';
import { measureAccess } from './access';
import { measureBundles } from './bundles';
import { page } from './report';
import { measureSandbox } from './sandbox';
import { measureVerification } from './verification';

/** `npm run bench`: measures, prints and writes `docs/benchmarks.md`. */
async function main(): Promise<void> {
  const sections = [await measureBundles(), await measureVerification(), await measureSandbox(), await measureAccess()];
  const setting = `${String(availableParallelism())} cores, Node.js ${process.versions.node}`;
  const text = await format(page(sections, setting), { parser: 'markdown', printWidth: 120 });
  writeFileSync('docs/benchmarks.md', text);
  console.log(text);
}

void main();
