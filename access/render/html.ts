import type { AccessMatrix, Cell, Origin, Principal, Step, Target } from '../model';
import { columnTitle, legend, type Section, sectionsOf, words } from './sections';
import { styles } from './styles';

/**
 * A matrix as one page that needs nothing else: no scripts, no fonts, no pictures. Each answer opens its reasons. On a
 * narrow screen a row becomes a list, so that nothing scrolls sideways.
 */
export function htmlPage(matrix: AccessMatrix): string {
  const sections = sectionsOf(matrix);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<title>Who can call what</title>',
    `<style>${styles}</style>`,
    '</head>',
    '<body>',
    '<header>',
    '<h1>Who can call what</h1>',
    `<p>${escape(legend)} Read from the synthesized stacks; open an answer for its reasons.</p>`,
    '</header>',
    `<nav aria-label="Sections"><ul>${sections.map(link).join('')}</ul></nav>`,
    '<main>',
    ...sections.map(sectionHtml),
    principalsHtml(matrix.principals),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const kinds = { route: 'API', table: 'Table', secret: 'Secret' } as const;

const headingOf = ({ kind, title }: Section): string => `${kinds[kind]} ${title}`;

const link = (section: Section, index: number): string =>
  `<li><a href="#s${String(index)}">${escape(headingOf(section))}</a></li>`;

function sectionHtml(section: Section, index: number): string {
  const { open, columns, rows, others } = section;
  const id = `s${String(index)}`;
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${escape(headingOf(section))}</h2>`,
    ...(open.length === 0
      ? []
      : [
          `<p>Open to everybody: ${open.map((target) => `<code>${escape(columnTitle(target))}</code>`).join(', ')}</p>`,
        ]),
    ...(rows.length === 0
      ? []
      : [
          '<table>',
          `<thead><tr><th scope="col">Who</th>${columns.map(columnHead).join('')}</tr></thead>`,
          '<tbody>',
          ...rows.map(({ principal, cells }) => rowHtml(principal, cells, columns)),
          '</tbody>',
          '</table>',
        ]),
    ...(others.length === 0 ? [] : [othersHtml(others)]),
    '</section>',
  ].join('\n');
}

function columnHead(target: Target): string {
  const authorization = target.kind === 'route' ? `<br><small>${escape(target.authorization)}</small>` : '';
  return `<th scope="col"><code>${escape(columnTitle(target))}</code>${authorization}</th>`;
}

function rowHtml(principal: Principal, cells: readonly Cell[], columns: readonly Target[]): string {
  const answers = cells.map((cell, index) => {
    const column = columns[index];
    return cellHtml(cell, column === undefined ? cell.target : columnTitle(column));
  });
  return `<tr><th scope="row">${escape(principal.key)}</th>${answers.join('')}</tr>`;
}

function cellHtml({ verdict, steps, principal, target }: Cell, column: string): string {
  const reasons = steps.map(stepHtml).join('');
  return (
    `<td class="${verdict}"><span class="label" aria-hidden="true">${escape(column)}</span>` +
    `<details><summary aria-label="${escape(`${words[verdict]}: ${principal}, ${target}`)}">${words[verdict]}</summary>` +
    `<ol>${reasons}</ol></details></td>`
  );
}

function stepHtml({ check, outcome, text, at }: Step): string {
  const place = at === undefined ? '' : `<br><small>${escape(placeOf(at))}</small>`;
  return `<li class="${outcome}"><strong>${escape(check)} ${outcome}</strong>: ${escape(text)}${place}</li>`;
}

const placeOf = ({ stack, address, construct }: Origin): string =>
  `${stack}: ${address}${construct === '' ? '' : ` (${construct})`}`;

const othersHtml = (others: readonly Principal[]): string =>
  `<details class="others"><summary>All others (${String(others.length)}): no</summary>` +
  `<ul>${others.map(({ key }) => `<li>${escape(key)}</li>`).join('')}</ul></details>`;

function principalsHtml(principals: readonly Principal[]): string {
  const entries = principals.map(({ key, how, at }) => {
    const place = at === undefined ? '' : `<br><small>${escape(placeOf(at))}</small>`;
    return `<dt>${escape(key)}</dt><dd>${escape(how)}${place}</dd>`;
  });
  return `<section aria-labelledby="who"><h2 id="who">Who they are</h2><dl>${entries.join('')}</dl></section>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names come from stacks, which may hold anything. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? '');
