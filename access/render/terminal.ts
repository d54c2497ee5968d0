import type { AccessMatrix } from '../model';
import { columnTitle, legend, type Section, sectionsOf, words } from './sections';

const width = 100;
/** The widest word and a space on either side. */
const cellWidth = 5;

/** A matrix for a terminal of 100 columns. */
export function terminalText(matrix: AccessMatrix): string {
  return [legend, ...sectionsOf(matrix).flatMap((section) => ['', ...sectionLines(section)]), ''].join('\n');
}

function sectionLines(section: Section): readonly string[] {
  const { kind, title, open, columns, others } = section;
  const heading = `${kind === 'route' ? 'API' : kind} ${title}`;
  const everybody = open.map(columnTitle).join(', ');
  return [
    heading,
    '='.repeat(Math.min(heading.length, width)),
    ...(open.length === 0 ? [] : wrap(`open to everybody: ${everybody}`)),
    ...columns.map((target, index) => {
      const authorization = target.kind === 'route' ? `  (${target.authorization})` : '';
      return `${String(index + 1).padStart(3)}  ${columnTitle(target)}${authorization}`;
    }),
    ...chunks(section),
    ...(others.length === 0 ? [] : [`all others (${String(others.length)}): no`]),
  ];
}

/** As many columns at a time as fit. */
function chunks({ columns, rows }: Section): readonly string[] {
  const names = Math.max(0, ...rows.map(({ principal }) => principal.key.length));
  const atOnce = Math.max(1, Math.floor((width - names) / cellWidth));
  const lines: string[] = [];
  for (let from = 0; from < columns.length; from += atOnce) {
    const to = Math.min(from + atOnce, columns.length);
    const numbers = Array.from({ length: to - from }, (_, index) => String(from + index + 1).padStart(cellWidth)).join(
      '',
    );
    lines.push(`${' '.repeat(names)}${numbers}`);
    for (const { principal, cells } of rows) {
      const answers = cells.slice(from, to).map(({ verdict }) => words[verdict].padStart(cellWidth));
      lines.push(`${principal.key.padEnd(names)}${answers.join('')}`);
    }
  }
  return lines;
}

/** Breaks a text at spaces; what is longer than a line stays whole. */
export function wrap(text: string, indent = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length + indent > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((one, index) => (index === 0 ? one : `${' '.repeat(indent)}${one}`));
}
