import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareOutputs } from '../access/diff/compare-outputs';
import { diffMarkdown } from '../access/diff/render/markdown';
import { planComment } from './review/comment';
import { exampleIsGone } from './review/errors';
import { readPlan } from './review/plan-json';
import { summarizePlan } from './review/summarize-plan';

const place = /(<!-- comment: begin -->\n)[\s\S]*(\n<!-- comment: end -->)/;

/** The change of the recorded plans, in the synthesized text of each stack. */
const change: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'cognito-identity-provider': [
    ['"access_token_validity": 60', '"access_token_validity": 24'],
    [
      '"dev-premium-app-users/${aws_cognito_user_pool.user-pool.id}"',
      '"dev-premium-app-users/${aws_cognito_user_pool.user-pool.id}-renamed"',
    ],
  ],
  notes: [
    [String.raw`\"dynamodb:Query\"`, String.raw`\"dynamodb:Query\",\"dynamodb:Scan\"`],
    ['${aws_dynamodb_table.notes.', '${aws_dynamodb_table.notes-moved.'],
    ['"aws_dynamodb_table": {\n      "notes": {', '"aws_dynamodb_table": {\n      "notes-moved": {'],
    ['"username_attributes": [\n          "email"', '"username_attributes": [\n          "phone_number"'],
  ],
};

/**
 * `docs/review.md` with the comment that the recorded plans and the same change of synthesized stacks give; what is
 * written by hand stays as it is.
 *
 * @param outputFolder What cdktf synth wrote with the default settings.
 */
export function reviewPage(root: string, outputFolder = join(root, 'cdktf.out')): string {
  const stacks = Object.keys(change).map((stack) => {
    const text = readFileSync(join(root, '__tests__/scripts/fixtures', `${stack}.plan.json`), 'utf8');
    return { kind: 'planned' as const, summary: summarizePlan(stack, readPlan(stack, text)) };
  });
  const comment = planComment({ stacks, access: accessOfChange(outputFolder), whole: '' }).replaceAll(/^#/gm, '###');
  const page = readFileSync(join(root, 'docs/review.md'), 'utf8');
  return page.replace(place, (_, begin: string, end: string) => `${begin}\n${comment.trim()}\n${end}`);
}

/** What `npm run access diff` says of the change. */
function accessOfChange(before: string): string {
  const after = mkdtempSync(join(tmpdir(), 'review-page-'));
  try {
    cpSync(before, after, { recursive: true });
    for (const [stack, edits] of Object.entries(change)) edit(join(after, 'stacks', stack, 'cdk.tf.json'), edits);
    return diffMarkdown(compareOutputs(before, after));
  } finally {
    rmSync(after, { recursive: true, force: true });
  }
}

function edit(file: string, edits: readonly (readonly [string, string])[]): void {
  const text = edits.reduce(
    (rest, [from, to]) => {
      if (!rest.includes(from)) throw exampleIsGone(file, from);
      return rest.replaceAll(from, to);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}
