import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { App } from 'cdktf';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { protectSynthesis } from '../../constructs/checks/protect-synthesis';
import { startSandbox, type RunningSandbox } from '../../sandbox/main';
import { loadSettings, type Settings } from '../../settings';
import { signInWithSrp } from '../../tour/clients';

/** The page's example, as a team would save it beside the other stacks. */
const root = resolve(__dirname, '../..');
const file = join(root, 'stacks', 'reports.ts');
const page = readFileSync(join(root, 'docs', 'framework.md'), 'utf8');
const snippet = /\n```ts\n([^]*?)```\n/.exec(page)?.[1] ?? '';

type Stack = new (scope: Construct, id: string, settings: Settings) => Construct;

function loadSnippet(): Stack {
  const stdin = { contents: snippet, resolveDir: join(root, 'stacks'), sourcefile: file, loader: 'ts' } as const;
  const options = { bundle: true, packages: 'external', platform: 'node', format: 'cjs', write: false } as const;
  const [output] = buildSync({ ...options, stdin, absWorkingDir: root }).outputFiles;
  const exported: { exports: { ReportsStack?: Stack } } = { exports: {} };
  const run = new Function('require', 'module', 'exports', output?.text ?? '') as (...given: unknown[]) => void;
  run(require, exported, exported.exports);
  const { ReportsStack } = exported.exports;
  if (ReportsStack === undefined) throw new Error('the example exports no ReportsStack');
  return ReportsStack;
}

test('it has less than 30 lines', () => {
  const lines = snippet.trim().split('\n').length;
  expect(lines).toBeGreaterThan(10);
  expect(lines).toBeLessThan(30);
});

test('it compiles as strictly as the project', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [file] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const problemsOf = (text: string): readonly string[] => {
    const program = ts.createProgram([file], options, {
      ...host,
      fileExists: (path) => path === file || host.fileExists(path),
      readFile: (path) => (path === file ? text : host.readFile(path)),
      getSourceFile: (path, language, ...others) =>
        path === file ? ts.createSourceFile(path, text, language) : host.getSourceFile(path, language, ...others),
    });
    const source = program.getSourceFile(file);
    return [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)].map(
      ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '),
    );
  };
  expect(problemsOf(snippet)).toEqual([]);
  expect(problemsOf(snippet.replace("'Allow'", "'allow'"))).not.toEqual([]);
});

describe('it runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  let sandbox: RunningSandbox;
  let users: CognitoIdentityProviderClient;

  beforeAll(async () => {
    const app = new App({ outdir: folder, stackTraces: false });
    new (loadSnippet())(app, 'reports', loadSettings({}));
    protectSynthesis(app);
    app.synth();
    sandbox = await startSandbox({ outputFolder: folder, port: '0', write: () => undefined });
    const { region, developer: credentials } = sandbox.describe();
    users = new CognitoIdentityProviderClient({ endpoint: sandbox.url, region, credentials });
  });

  afterAll(async () => {
    users.destroy();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const outputs = () => sandbox.describe().stacks['reports']?.outputs ?? {};

  async function tokenOf(Username: string, groups: readonly string[]): Promise<string> {
    const { user_pool_id, user_pool_client_id } = outputs();
    const [UserPoolId, clientId] = [String(user_pool_id), String(user_pool_client_id)];
    const person = { UserPoolId, Username };
    const UserAttributes = [{ Name: 'email', Value: Username }];
    await users.send(new AdminCreateUserCommand({ ...person, UserAttributes, MessageAction: 'SUPPRESS' }));
    await users.send(new AdminSetUserPasswordCommand({ ...person, Password: 'Passw0rd!', Permanent: true }));
    for (const GroupName of groups) await users.send(new AdminAddUserToGroupCommand({ ...person, GroupName }));
    const signIn = { userPoolId: UserPoolId, clientId, endpoint: sandbox.url, username: Username };
    const session = await signInWithSrp({ ...signIn, password: 'Passw0rd!' });
    return session.getAccessToken().getJwtToken();
  }

  async function statusOf(method: string, token?: string): Promise<number> {
    const url = sandbox.describe().stacks['reports']?.apis[0]?.invokeUrl ?? '';
    const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
    return (await fetch(`${url}/reports`, { method, headers })).status;
  }

  test('nobody gets in without a token', async () => {
    expect([await statusOf('GET'), await statusOf('POST')]).toEqual([401, 401]);
  });

  test('an analyst reads, and no more', async () => {
    const token = await tokenOf('jane@example.com', ['analysts']);
    expect([await statusOf('GET', token), await statusOf('POST', token)]).toEqual([200, 403]);
  });

  test('who is in no group may do nothing', async () => {
    const token = await tokenOf('mallory@example.com', []);
    expect([await statusOf('GET', token), await statusOf('POST', token)]).toEqual([403, 403]);
  });
});
