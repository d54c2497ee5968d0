import { code } from '../../render/markdown';
import { printable } from '../../render/printable';
import type { AccessChange, AccessDiff, CheckChange, Loss } from '../model';
import { isEmpty, summaryOf } from '../summary';
import { counts, headings, kindName, lossText, nothingChanged, place, standing, who } from '../wording';

/** A comment on GitHub holds 65,536 characters; a plan may stand beside. */
const room = 40_000;

/** For a comment on a pull request. Names come from the change under review, and can make nothing but text. */
export function diffMarkdown(told: AccessDiff): string {
  if (isEmpty(told)) return nothingChanged;
  const diff = printable(told);
  const { weaker, stronger, gains, lost } = summaryOf(diff);
  const blocks = [
    `**${counts(diff)}**`,
    ...table(headings.weaker, ['Check', 'Before', 'After', 'Where'], weaker.map(checkRow)),
    ...table(headings.losses, ['Where', 'What happens'], diff.losses.map(lossRow)),
    ...table(headings.gains, ['Target', 'Who', 'Now', 'Where'], gains.map(accessRow)),
    ...table(headings.lost, ['Target', 'Who', 'Now', 'Where'], lost.map(accessRow)),
    ...table(headings.stronger, ['Check', 'Before', 'After', 'Where'], stronger.map(checkRow)),
    ...(diff.hints.length === 0 ? [] : [`### ${headings.hints}`]),
    ...diff.hints.map(({ text }) => `- ${code(text)}`),
  ];
  return fitting(blocks);
}

function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [line(columns), line(columns.map(() => '---')), ...rows.map(line)];
  return [`### ${heading} (${rows.length})`, lines.join('\n')];
}

function checkRow({ kind, what, before, after, at }: CheckChange): readonly string[] {
  return [`**${kindName(kind)}**<br>${code(what)}`, code(before), code(after), code(place(at))];
}

function lossRow(loss: Loss): readonly string[] {
  return [code(place(loss.at)), code(lossText(loss))];
}

function accessRow(change: AccessChange): readonly string[] {
  const { conditions } = change;
  const asked =
    conditions === undefined ? [] : [`before ${code(conditions.before)}`, `after ${code(conditions.after)}`];
  const now = [standing(change), ...asked].join('<br>');
  return [code(change.target), who(change).map(code).join('<br>'), now, code(place(change.at))];
}

/** The first blocks that fit, whole lines of a table at the end, and how to see the rest. */
function fitting(blocks: readonly string[]): string {
  const whole = blocks.join('\n\n');
  if (whole.length <= room) return whole;
  const cut = whole.slice(0, whole.lastIndexOf('\n', room));
  return `${cut}\n\nThere is more than fits here. The whole: \`npm run access diff -- <base>\`.`;
}
