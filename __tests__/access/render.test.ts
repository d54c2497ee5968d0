import fc from 'fast-check';
import type { AccessMatrix, Origin } from '../../access/model';
import { htmlPage } from '../../access/render/html';
import { jsonText } from '../../access/render/json';
import { code, markdownText } from '../../access/render/markdown';
import { sectionsOf } from '../../access/render/sections';
import { terminalText } from '../../access/render/terminal';
import { whyText } from '../../access/render/why';
import { type AskedMatrix, matrixOf } from './support/matrices';

let matrix: AskedMatrix;
beforeAll(() => {
  matrix = matrixOf();
});

/** A matrix in which every name is the same text. */
function named(name: string): AccessMatrix {
  const at: Origin = { stack: name, address: name, construct: name };
  const route = { kind: 'route', key: `GET ${name}`, api: name, method: 'GET', path: name } as const;
  return {
    version: 1,
    principals: [{ key: name, kind: 'group', name, how: name, at }],
    targets: [{ ...route, authorization: 'AWS_IAM', at }],
    cells: [
      {
        principal: name,
        target: `GET ${name}`,
        verdict: 'denied',
        steps: [{ check: 'statement', outcome: 'stops', text: name, at }],
      },
    ],
  };
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><b>',
  '&lt;',
];

test.each(hostile)('the page shows a name such as %s as text', (name) => {
  const page = htmlPage(named(name));
  expect(page).not.toContain(name);
  expect(page.match(/<(?!!doctype)\/?[a-z0-9]+/gi)).toEqual(
    htmlPage(named('plain')).match(/<(?!!doctype)\/?[a-z0-9]+/gi),
  );
});

test('no name adds markup to the page, or an attribute', () => {
  const markup = (page: string) => page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/aria-label="[^"]*"/, ''));
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(markup(htmlPage(named(name)))).toEqual(markup(htmlPage(named('plain'))));
    }),
  );
});

test('the page needs nothing from elsewhere and runs nothing', () => {
  const page = htmlPage(matrix);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\son\w+=|@import|url\(/i);
  expect([...page.matchAll(/href="([^"]*)"/g)].map(([, target = '']) => target[0])).toEqual(
    sectionsOf(matrix).map(() => '#'),
  );
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('the page names each answer for those who hear it, and opens its reasons', () => {
  const page = htmlPage(matrix);
  const cells = sectionsOf(matrix).flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  expect(page.match(/<td /g)?.length).toBe(cells.length);
  expect(page.match(/<summary aria-label="/g)?.length).toBe(cells.length);
  expect(page).toContain('aria-label="no: group pet-store/customers, POST pet-store/pets"');
  expect(page).toContain('pet-store: aws_iam_role_policy.customers (pet-store/customers/Resource/Resource-policy)');
  expect(page).toMatch(/<html lang="en">[\s\S]*<meta name="viewport"/);
});

test('each of its anchors leads somewhere', () => {
  const page = htmlPage(matrix);
  const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
  expect([...page.matchAll(/href="#([^"]*)"/g)].filter(([, id]) => !ids.has(id))).toEqual([]);
});

test('the terminal text keeps within 100 columns but for names that are longer', () => {
  const long = terminalText(matrix)
    .split('\n')
    .filter((line) => line.length > 100);
  expect(long).toEqual([]);
});

test('a wide API is told in parts of 100 columns', () => {
  const [principal] = matrix.principals.filter(({ kind }) => kind === 'group');
  const at = { stack: 'wide', address: 'aws_api_gateway_method.x', construct: 'wide/x' };
  const targets = Array.from({ length: 60 }, (_, index) => {
    const path = `/p${String(index).padStart(2, '0')}`;
    const key = `GET wide${path}`;
    return { kind: 'route', key, api: 'wide', method: 'GET', path, authorization: 'AWS_IAM', at } as const;
  });
  const who = principal?.key ?? '';
  const cells = targets.map(({ key }) => ({ principal: who, target: key, verdict: 'allowed', steps: [] }) as const);
  const text = terminalText({ version: 1, principals: principal === undefined ? [] : [principal], targets, cells });
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  expect(text.match(/yes/g)?.length).toBe(60 + 1);
});

test('every route of the matrix is in each form', () => {
  const keys = matrix.targets.map((target) =>
    target.kind === 'route' ? `${target.method} ${target.path}` : target.action,
  );
  for (const text of [terminalText(matrix), markdownText(matrix), htmlPage(matrix)]) {
    expect(keys.filter((key) => !text.includes(key))).toEqual([]);
  }
});

test('Markdown shows any name as code, on one line and in one cell', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const shown = code(name);
      expect(shown).not.toMatch(/[\r\n]|(?<!\\)\|/);
      const fence = /^`+/.exec(shown)?.[0] ?? '';
      expect(shown.endsWith(fence)).toBe(true);
      expect(shown.slice(fence.length, -fence.length).match(/`+/g) ?? []).not.toContain(fence);
    }),
  );
});

test('JSON is the matrix itself', () => {
  const { version, principals, targets, cells } = matrix;
  expect(JSON.parse(jsonText({ version, principals, targets, cells }))).toEqual({
    version: 1,
    principals,
    targets,
    cells,
  });
});

test('why tells each step with where it comes from, and where it stops', () => {
  expect(
    whyText(matrix.cell('machine api-authentication/awesomeapp-machines-reader', 'POST api-authentication/files')),
  ).toBe(
    [
      'machine api-authentication/awesomeapp-machines-reader -> POST api-authentication/files: denied',
      '',
      ' 1. client       passes  shows the secret of the app client dev-awesomeapp-reader',
      '                         api-authentication: aws_cognito_user_pool_client.awesomeapp-machines-reader (api-authentication/awesomeapp/machines/reader/Resource)',
      ' 2. token        passes  brings an access token of dev-awesomeapp with',
      '                         https://awesomeapp.example.com/file.read',
      '                         api-authentication: aws_cognito_user_pool.awesomeapp-users (api-authentication/awesomeapp/users/Resource)',
      ' 3. authorizer   passes  the authorizer dev-awesomeapp-users takes an access token of dev-awesomeapp',
      '                         api-authentication: aws_api_gateway_authorizer.awesomeapp-api-authorizer (api-authentication/awesomeapp/api/authorizer/Resource)',
      ' 4. scope        STOPS   the method wants the scope https://awesomeapp.example.com/file.write or',
      '                         aws.cognito.signin.user.admin; the token has',
      '                         https://awesomeapp.example.com/file.read',
      '                         api-authentication: aws_api_gateway_method.awesomeapp-api-files-POST (api-authentication/awesomeapp/api/files/POST/Resource)',
      '',
      'It stops at the check "scope".',
      '',
    ].join('\n'),
  );
});
