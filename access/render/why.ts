import type { Cell, Origin, Step } from '../model';
import { wrap } from './terminal';

const outcomes = { passes: 'passes', stops: 'STOPS', decides: 'DECIDES' } as const;

/** The chain of one cell, step by step, for a terminal. */
export function whyText({ principal, target, verdict, steps }: Cell): string {
  const last = steps.findLast(({ outcome }) => outcome !== 'passes');
  return [
    `${principal} -> ${target}: ${verdict}`,
    '',
    ...steps.flatMap(stepLines),
    '',
    ...wrap(ending(verdict, last).split(' ')),
    '',
  ].join('\n');
}

const indent = 25;

function stepLines({ check, outcome, text, at }: Step, index: number): readonly string[] {
  const head = `${String(index + 1).padStart(2)}. ${check.padEnd(12)} ${outcomes[outcome].padEnd(7)} `;
  const lines = wrap(text.split(' '), indent).map((line, row) => `${row === 0 ? head : ' '.repeat(indent)}${line}`);
  return [...lines, ...(at === undefined ? [] : [`${' '.repeat(indent)}${originText(at)}`])];
}

/** `<stack>: <Terraform address> (<path of the construct>)` */
const originText = ({ stack, address, construct }: Origin): string =>
  `${stack}: ${address}${construct === '' ? '' : ` (${construct})`}`;

function ending(verdict: Cell['verdict'], last: Step | undefined): string {
  switch (verdict) {
    case 'allowed':
      return 'Every check lets it pass.';
    case 'denied':
      return `It stops at the check "${last?.check ?? 'client'}".`;
    case 'conditional':
      return `The check "${last?.check ?? 'item'}" depends on the request.`;
  }
}
