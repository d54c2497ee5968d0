import { printable } from '../../render/printable';
import type { AccessChange, AccessDiff, CheckChange, Loss } from '../model';
import { isEmpty, summaryOf } from '../summary';
import { counts, headings, kindName, lossText, nothingChanged, place, standing, who } from '../wording';

/** For a terminal. Ends without a line break. */
export function diffText(told: AccessDiff): string {
  if (isEmpty(told)) return nothingChanged;
  const diff = printable(told);
  const { weaker, stronger, gains, lost } = summaryOf(diff);
  return [
    counts(diff),
    ...section(headings.weaker, weaker.flatMap(checkLines)),
    ...section(headings.losses, diff.losses.flatMap(lossLines)),
    ...section(headings.gains, gains.flatMap(accessLines)),
    ...section(headings.lost, lost.flatMap(accessLines)),
    ...section(headings.stronger, stronger.flatMap(checkLines)),
    ...section(
      headings.hints,
      diff.hints.map(({ text }) => `  ${text}`),
    ),
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines];
}

function checkLines({ kind, what, before, after, at }: CheckChange): readonly string[] {
  return [`  ${kindName(kind)}: ${what}`, `    before  ${before}`, `    after   ${after}`, `    at      ${place(at)}`];
}

function lossLines(loss: Loss): readonly string[] {
  return [`  ${place(loss.at)}`, `    ${lossText(loss)}`];
}

function accessLines(change: AccessChange): readonly string[] {
  return [
    `  ${change.target}: ${standing(change)}`,
    ...who(change).map((principal) => `    ${principal}`),
    ...(change.conditions === undefined
      ? []
      : [`    before  if ${change.conditions.before}`, `    after   if ${change.conditions.after}`]),
    `    at      ${place(change.at)}`,
  ];
}
