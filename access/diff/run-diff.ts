import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { atRevision } from './at-revision';
import { compareOutputs } from './compare-outputs';
import { badUsage, DiffError, unknownBase } from './errors';
import type { AccessDiff } from './model';
import { diffMarkdown } from './render/markdown';
import { diffText } from './render/text';
import { type Concern, concerns, concernsOf } from './summary';

/** How the command is used. */
const diffUsage = `
Usage:
  npm run access diff -- <base> [--json | --markdown] [--fail-on gain|weaker|loss]...
  <base>              a folder that cdktf synth wrote, or a git revision, which is synthesized for the comparison
Options:
  --output <folder>   what is compared with the base; cdktf.out where it is not given
  --fail-on <what>    gain: somebody may do more; weaker: a check became weaker; loss: users or data are lost.
                      Several: a list with commas, or the option again
  --install           installs the packages of a revision that has another package-lock.json
Exit status: 0 answered; 1 answered, and something is there that --fail-on names; 2 there is no answer.`;

/** What the command works with. */
export interface DiffIo {
  /** Relative folders start here. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Ends the synthesis of a revision early; what it left is removed. */
  readonly signal?: AbortSignal | undefined;
}

const options = {
  output: { type: 'string', default: 'cdktf.out' },
  json: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  install: { type: 'boolean', default: false },
  'fail-on': { type: 'string', multiple: true, default: [] as string[] },
} as const;

/**
 * `npm run access diff`: compares, prints, and gives the exit status.
 *
 * @param args What follows `diff`.
 */
export async function runDiff(args: readonly string[], io: DiffIo): Promise<0 | 1 | 2> {
  try {
    const question = understood(args);
    const diff = await compared(question, io);
    io.print(question.render(diff));
    return concernsOf(diff).some((concern) => question.failOn.has(concern)) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof DiffError)) throw error;
    io.complain(error.message);
    return 2;
  }
}

interface Question {
  readonly base: string;
  readonly output: string;
  readonly install: boolean;
  readonly failOn: ReadonlySet<Concern>;
  readonly render: (diff: AccessDiff) => string;
}

function understood(args: readonly string[]): Question {
  const { values, positionals } = parsed(args);
  const [base, second] = positionals;
  if (base === undefined) throw badUsage('With what to compare is missing.', diffUsage);
  if (second !== undefined) throw badUsage(`One base can be compared, not ${JSON.stringify(second)} too.`, diffUsage);
  if (values.json && values.markdown) throw badUsage('Choose one of --json and --markdown.', diffUsage);
  const { output, install } = values;
  const inWords = values.markdown ? diffMarkdown : diffText;
  const render = values.json ? (diff: AccessDiff) => JSON.stringify(diff, null, 2) : inWords;
  return { base, output, install, failOn: new Set(values['fail-on'].flatMap(concernsIn)), render };
}

function concernsIn(text: string): readonly Concern[] {
  return text.split(',').map((name) => {
    const concern = concerns.find((known) => known === name);
    if (concern !== undefined) return concern;
    throw badUsage(`--fail-on takes ${concerns.join(', ')}, not ${JSON.stringify(name)}.`, diffUsage);
  });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    if (code.startsWith('ERR_PARSE_ARGS_')) throw badUsage((error as Error).message, diffUsage);
    throw error;
  }
}

/** What is a folder of cdktf's is taken for one, even if a branch has its name. */
function compared({ base, output, install }: Question, io: DiffIo): Promise<AccessDiff> {
  const after = resolve(io.folder, output);
  const before = resolve(io.folder, base);
  if (existsSync(join(before, 'manifest.json'))) return Promise.resolve(compareOutputs(before, after));
  if (/^\.{0,2}\//.test(base) || base === '') throw unknownBase(base, 'is a folder without a manifest.json, or none');
  return atRevision({ base, install }, io, (folder) => compareOutputs(folder, after));
}
