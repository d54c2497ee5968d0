import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { administrator } from '../../../sandbox/credentials/role-session';
import { accountId, atEnd, region } from '../support/runtime-fixture';
import { startSts } from '../support/sts-fixture';

async function ask(change: object = {}) {
  const world = await startSts({ blueprint: {}, start: Date.now() });
  const keys = world.credentials.issueLongTerm(administrator(accountId, 'developer'));
  const client = new STSClient({ region, endpoint: world.url, maxAttempts: 1, credentials: { ...keys, ...change } });
  atEnd(() => client.destroy());
  return client.send(new GetCallerIdentityCommand({}));
}

it('says who signed', async () => {
  expect(await ask()).toMatchObject({
    Account: accountId,
    Arn: `arn:aws:iam::${accountId}:user/developer`,
    UserId: expect.stringMatching(/^AIDA/) as string,
  });
});

it.each([
  ['an unknown key', { accessKeyId: 'AKIAUNKNOWN' }, 'InvalidClientTokenId'],
  ['another secret', { secretAccessKey: 'x'.repeat(40) }, 'SignatureDoesNotMatch'],
  ['a session token that was never issued', { sessionToken: 'x' }, 'InvalidClientTokenId'],
])('refused with 403: %s', async (_name, change, name) => {
  await expect(ask(change)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
});

it('unsigned, unknown and ambiguous requests are refused in XML', async () => {
  const { url } = await startSts({ blueprint: {} });
  const get = async (query: string) => (await fetch(`${url}/?${query}`)).text();
  expect(await get('Action=GetCallerIdentity&Version=2011-06-15')).toContain('<Code>MissingAuthenticationToken</Code>');
  expect(await get('Action=AssumeRole&Version=2011-06-15')).toContain(
    '<Message>Could not find operation AssumeRole for version 2011-06-15</Message>',
  );
  expect(await get('Action=%3Cx%3E&Version=2011-06-15')).toContain('operation &lt;x&gt; for');
  expect(await get('Action=GetCallerIdentity&Action=AssumeRoleWithSAML')).toContain('<Code>ValidationError</Code>');
  expect(await get('Action=GetCallerIdentity&Version=2010-01-01')).toContain('Version must be 2011-06-15.');
});

it('a form of very many parameters is read in one pass: anybody may send one', async () => {
  const { url } = await startSts({ blueprint: {} });
  const names = Array.from({ length: 150_000 }, (_, at) => `a${at}=`);
  const post = async (...more: readonly string[]): Promise<string> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = ['Action=GetCallerIdentity', 'Version=2011-06-15', ...names, ...more].join('&');
    return (await fetch(url, { method: 'POST', headers, body })).text();
  };
  expect(await post()).toContain('<Code>MissingAuthenticationToken</Code>');
  expect(await post('a149999=')).toContain('<Message>A parameter is there more than once.</Message>');
});
