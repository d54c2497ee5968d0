import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addToSummary, summaryLimit } from '../../scripts/review/job-summary';

const folder = mkdtempSync(join(tmpdir(), 'summary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what does not fit is named, what comes later still fits, and GitHub shows all of it', () => {
  const file = join(folder, 'many.md');
  addToSummary(file, `## first\n\n${'é'.repeat(summaryLimit / 2 - 100)}`);
  addToSummary(file, `## second\n\n${'x'.repeat(1000)}`);
  addToSummary(file, '## third');
  const text = readFileSync(file, 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(summaryLimit);
  expect(text.slice(text.indexOf('## second'))).toBe(
    '## second\n\n**Too long for this summary. The whole is in the log of the job.**\n\n## third\n\n',
  );
});

test('a full summary stays as it is', () => {
  const file = join(folder, 'full.md');
  addToSummary(file, 'x', 3);
  addToSummary(file, 'y', 3);
  expect(readFileSync(file, 'utf8')).toBe('x\n\n');
});
