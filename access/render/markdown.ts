import type { AccessMatrix } from '../model';
import { columnTitle, legend, type Section, sectionsOf, words } from './sections';

/**
 * A matrix as tables of Markdown, one for each API, table and secret.
 *
 * @param level Of the headings of sections.
 */
export function markdownText(matrix: AccessMatrix, level = 2): string {
  return [legend, ...sectionsOf(matrix).flatMap((section) => ['', ...sectionLines(section, level)]), ''].join('\n');
}

function sectionLines(section: Section, level: number): readonly string[] {
  const { kind, title, open, columns, rows, others } = section;
  return [
    `${'#'.repeat(level)} ${kind === 'route' ? 'API' : kind === 'table' ? 'Table' : 'Secret'} ${code(title)}`,
    ...(open.length === 0
      ? []
      : ['', `Open to everybody: ${open.map((target) => code(columnTitle(target))).join(', ')}.`]),
    ...(columns.length === 0
      ? []
      : [
          '',
          `| | ${columns.map((target) => code(columnTitle(target))).join(' | ')} |`,
          `|---|${columns.map(() => '---|').join('')}`,
          ...rows.map(
            ({ principal, cells }) =>
              `| ${code(principal.key)} | ${cells.map(({ verdict }) => (verdict === 'denied' ? words.denied : `**${words[verdict]}**`)).join(' | ')} |`,
          ),
        ]),
    ...(others.length === 0 ? [] : ['', 'All others: no.']),
  ];
}

/** As code, in which nothing is markup; a bar would end a cell of a table, a line break the table. */
export function code(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}
