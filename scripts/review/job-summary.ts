import { appendFileSync, existsSync, statSync } from 'node:fs';

/** GitHub shows nothing of a step's summary that is longer, in bytes. */
export const summaryLimit = 1_048_576;

/**
 * Adds Markdown to the summary of a job. Where it does not fit, its first line stands there with where the whole is.
 *
 * @param file As GitHub names it to the job.
 */
export function addToSummary(file: string, markdown: string, limit = summaryLimit): void {
  const held = existsSync(file) ? statSync(file).size : 0;
  const [heading = ''] = markdown.split('\n', 1);
  const instead = `${heading}\n\n**Too long for this summary. The whole is in the log of the job.**`;
  const text = [markdown, instead].map((one) => `${one}\n\n`).find((one) => held + Buffer.byteLength(one) <= limit);
  if (text !== undefined) appendFileSync(file, text);
}
