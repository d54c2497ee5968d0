import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planComment } from './review/comment';
import { readPlan } from './review/plan-json';
import { summarizePlan } from './review/summarize-plan';

const place = /(<!-- comment: begin -->\n)[\s\S]*(\n<!-- comment: end -->)/;

/** `docs/review.md` with the comment that the recorded plans give; what is written by hand stays as it is. */
export function reviewPage(root: string): string {
  const stacks = ['cognito-identity-provider', 'notes'].map((stack) => {
    const text = readFileSync(join(root, '__tests__/scripts/fixtures', `${stack}.plan.json`), 'utf8');
    return { kind: 'planned' as const, summary: summarizePlan(stack, readPlan(stack, text)) };
  });
  const comment = planComment({ stacks, access: '', whole: '' }).replaceAll(/^#/gm, '###');
  const page = readFileSync(join(root, 'docs/review.md'), 'utf8');
  return page.replace(place, (_, begin: string, end: string) => `${begin}\n${comment.trim()}\n${end}`);
}
