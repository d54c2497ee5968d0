import { parseArgs } from 'node:util';
import { BlueprintError } from '../blueprint/errors';
import { AccessError, badUsage } from './errors';
import { findPrincipal } from './find-principal';
import { findTarget } from './find-target';
import type { AccessMatrix } from './model';
import { readAccess } from './read-access';
import { htmlPage } from './render/html';
import { jsonText } from './render/json';
import { markdownText } from './render/markdown';
import { printable } from './render/printable';
import { terminalText } from './render/terminal';
import { whyText } from './render/why';
import { select } from './select';

/** How the command is used. */
export const usage = `
Usage:
  npm run access -- [--stack <stack>] [--api <api>] [--principal <who>] [--json | --markdown | --html]
  npm run access why -- <who> <METHOD> <api>/<path>
  npm run access why -- <who> <action> <stack>/<table or secret>
  npm run access diff -- <base>    says what changed, and how it is used
Options:
  --output <folder>   what cdktf synthesized; cdktf.out where it is not given
Exit status: 0 answered, whatever the answer; 1 the stacks cannot be read; 2 the question is not understood.`;

const options = {
  output: { type: 'string', default: 'cdktf.out' },
  stack: { type: 'string' },
  api: { type: 'string' },
  principal: { type: 'string' },
  json: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  html: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Answers a command line.
 *
 * @returns what to print
 * @throws AccessError for a question that is not understood, BlueprintError for stacks that cannot be read
 */
export function answer(args: readonly string[]): string {
  const { values, positionals } = parsed(args);
  if (values.help) return usage.trimStart();
  const [command, ...rest] = positionals;
  const { stack, api, principal, output } = values;
  const formats = [values.json, values.markdown, values.html].filter(Boolean).length;
  if (command === 'why') {
    if (formats > 0 || [stack, api, principal].some((one) => one !== undefined)) {
      throw badUsage('"why" takes no option but --output.', usage);
    }
    return why(rest, output);
  }
  if (command !== undefined) throw badUsage(`There is no command ${JSON.stringify(command)}.`, usage);
  if (formats > 1) throw badUsage('Choose one of --json, --markdown and --html.', usage);
  const matrix = select(readAccess({ outputFolder: output }), { stack, api, principal });
  return values.json ? jsonText(matrix) : inWords(printable(matrix), values);
}

function inWords(
  matrix: AccessMatrix,
  { markdown, html }: { readonly markdown: boolean; readonly html: boolean },
): string {
  if (html) return htmlPage(matrix);
  return markdown ? markdownText(matrix) : terminalText(matrix);
}

/** The principal may be of several words, the target is always of two. */
function why(words: readonly string[], outputFolder: string): string {
  const place = words.at(-1);
  const verb = words.at(-2);
  const who = words.slice(0, -2).join(' ');
  if (place === undefined || verb === undefined || who === '') {
    throw badUsage('"why" takes who asks, a method, and a path with its API.', usage);
  }
  const matrix = readAccess({ outputFolder });
  const principal = findPrincipal(matrix, who);
  const target = findTarget(matrix, verb, place);
  return matrix.cells
    .filter((cell) => cell.principal === principal.key && cell.target === target.key)
    .map((cell) => whyText(printable(cell)))
    .join('');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    throw String(code).startsWith('ERR_PARSE_ARGS_') ? badUsage(String(message), usage) : error;
  }
}

/** What to tell a person about a fault, and the status to end with; `undefined` for a fault of this program. */
export function faultOf(error: unknown): { readonly message: string; readonly status: 1 | 2 } | undefined {
  if (error instanceof AccessError) {
    return { message: error.message, status: error.code === 'malformed-policy' ? 1 : 2 };
  }
  return error instanceof BlueprintError ? { message: error.message, status: 1 } : undefined;
}
