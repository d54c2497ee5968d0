import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { extractArchive } from '../../../sandbox/lambda/archive';
import { runFunction } from '../support/function-runtime';
import { roleNamed, temporaryFolder, trustLambda } from '../support/runtime-fixture';

const trust = (statement: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole', ...statement },
  ],
});

describe('a function that AWS would not create', () => {
  it.each([
    ['another service', trust({ Principal: { Service: 'apigateway.amazonaws.com' } })],
    ['the account', trust({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } })],
    [
      'an identity pool',
      trust({
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:1' } },
      }),
    ],
    ['nobody', trust({ Effect: 'Deny' })],
    [
      'Lambda under a condition that it does not meet',
      trust({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
    ],
  ])('is refused: its role trusts %s', (_name, policy) => {
    expect(() => runFunction('', { roles: [roleNamed('function', policy)] })).toThrow(
      /^test:aws_lambda_function\.notes: The role defined for the function cannot be assumed by Lambda\. The trust policy of test:aws_iam_role\.function must allow sts:AssumeRole to the service lambda\.amazonaws\.com \(.+\)\.$/,
    );
  });

  it('is refused: the trust policy is malformed', () => {
    expect(() => runFunction('', { roles: [roleNamed('function', trust({ Resource: '*' }))] })).toThrow(
      /^test:aws_iam_role\.function: AWS refuses its trust policy\. .*Has prohibited field Resource/,
    );
  });

  it('is refused: there is no such role', () => {
    expect(() => runFunction('', { roles: [roleNamed('other', trustLambda)] })).toThrow(
      'test:aws_lambda_function.notes: the role arn:aws:iam::123456789012:role/function is not among the synthesized roles. Give the function a role of one of the stacks.',
    );
  });

  it.each(['python3.13', 'nodejs16.x', 'xnodejs22.x'])('is refused: its runtime is %s', (runtime) => {
    expect(() => runFunction('', { fn: { runtime } })).toThrow(
      `test:aws_lambda_function.notes: the runtime "${runtime}" is not supported. The sandbox runs nodejs18.x, nodejs20.x, nodejs22.x and nodejs24.x.`,
    );
  });
});

describe('the archive', () => {
  const folder = temporaryFolder();
  const zip = (name: string): string => {
    const path = join(folder, 'archive.zip');
    writeFileSync(path, zipSync({ 'good.js': strToU8('1'), [name]: strToU8('2') }));
    return path;
  };

  it('is unpacked with its folders', async () => {
    await extractArchive(zip('a/b/..c.js'), join(folder, 'out'));
    expect(readFileSync(join(folder, 'out', 'a', 'b', '..c.js'), 'utf8')).toBe('2');
    expect(readFileSync(join(folder, 'out', 'good.js'), 'utf8')).toBe('1');
  });

  it.each(['../evil.js', 'a/../../evil.js', '/evil.js', 'a\\..\\evil.js', 'C:evil.js', 'a/..', 'evil.js\0.txt'])(
    'with the entry %j is refused, and nothing of it is written',
    async (name) => {
      const target = join(folder, 'refused', 'deep');
      await expect(extractArchive(zip(name), target)).rejects.toThrow(
        `has the entry ${JSON.stringify(name)}, which would be written outside of the function's folder. Entries must be relative, without "..", backslashes or colons. Build the archive again.`,
      );
      expect(existsSync(join(folder, 'refused'))).toBe(false);
      expect(readdirSync(folder).filter((file) => file.includes('evil'))).toEqual([]);
    },
  );

  it('that claims to be larger than Lambda takes is refused before it is unpacked', async () => {
    const path = join(folder, 'large.zip');
    const bytes = zipSync({ 'a.js': strToU8('1') });
    const directory = bytes.findIndex((_, at) => bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 1);
    new DataView(bytes.buffer).setUint32(directory + 24, 262_144_001, true);
    writeFileSync(path, bytes);
    await expect(extractArchive(path, join(folder, 'large'))).rejects.toThrow(
      `${path} is larger than 262144000 bytes when unpacked, which Lambda refuses. Bundle less.`,
    );
  });

  it('that is not a zip makes the invocation fail', async () => {
    const path = join(folder, 'not.zip');
    writeFileSync(path, 'hello');
    await expect(runFunction('', { fn: { archivePath: path } }).invoke()).resolves.toMatchObject({ code: 'crashed' });
  });
});
