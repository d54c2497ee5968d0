import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reviewPage } from '../../scripts/review-page';

const root = resolve(__dirname, '../..');

test('the comment on the page of reviews is what the recorded plans give; npm run docs writes it', () => {
  const page = readFileSync(join(root, 'docs/review.md'), 'utf8');
  expect(page).toContain('**users** of `aws_cognito_user_pool.notes-user-pool`');
  expect(page).toContain('**role action added**');
  expect(page).toBe(reviewPage(root, process.env['SYNTHESIZED_ONCE']));
});
