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
  return [
    heading,
    '='.repeat(Math.min(heading.length, width)),
    ...(open.length === 0 ? [] : wrap(['open to everybody:', ...listed(open.map(columnTitle))])),
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

const listed = (items: readonly string[]): readonly string[] =>
  items.map((item, index) => (index < items.length - 1 ? `${item},` : item));

/**
 * Puts words into lines that leave room for an indent; what is longer than a line stays whole.
 *
 * @param indent Characters that the caller puts before each line.
 */
export function wrap(words: readonly string[], indent = 0): readonly string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of words) {
    if (line !== undefined && line.length + 1 + word.length > width - indent) {
      lines.push(line);
      line = word;
    } else line = line === undefined ? word : `${line} ${word}`;
  }
  return line === undefined ? lines : [...lines, line];
}
