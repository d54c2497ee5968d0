import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { accessPage } from '../../scripts/access-page';
import { supportPage } from '../../scripts/support-table';
import { synthesizedOutput } from '../support/synthesized-output';

const root = resolve(__dirname, '../..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

test('the support page is what the code says; npm run docs writes it', () => {
  expect(read('docs/sandbox-support.md')).toBe(supportPage());
});

test('the matrix of access is what the stacks say; npm run docs writes it', () => {
  const output = synthesizedOutput();
  expect(read('docs/access.md')).toBe(accessPage(output.folder));
  output.remove();
});

test.each(pages)('%s links to files that exist', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(page), link)));
  expect(broken).toEqual([]);
});

test.each(pages)('%s names only npm scripts that exist', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...read(page).matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script = '']) => script);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test('every setting is in README, and no other', () => {
  const source = read('settings.ts') + read('settings-identity.ts');
  const declared = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  const section = /## Settings\n([\s\S]*?)\n## /.exec(read('README.md'))?.[1] ?? '';
  const listed = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
  expect(listed.toSorted()).toEqual([...new Set(declared)].toSorted());
});
