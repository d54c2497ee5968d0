import { identityPoolId, provider, startIdentityPools, type IdentityWorld } from '../support/identity-pool-fixture';

let world: IdentityWorld;
beforeAll(async () => {
  world = await startIdentityPools();
});

async function call(operation: string, body: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${world.port}/`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
  });
  return { status: answer.status, type: answer.headers.get('x-amzn-errortype'), body: await answer.json() };
}

const answer = (code: string, message: string) => ({
  status: 400,
  type: `${code}:`,
  body: { __type: code, message },
});
const invalid = (fault: string) => answer('ValidationException', `1 validation error detected: Value ${fault}`);
const pattern = 'failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+';
const id = 'us-east-1:00000000-0000-4000-8000-000000000000';

it.each([
  ['GetId', {}, invalid("null at 'identityPoolId' failed to satisfy constraint: Member must not be null")],
  [
    'GetId',
    { IdentityPoolId: null },
    invalid("null at 'identityPoolId' failed to satisfy constraint: Member must not be null"),
  ],
  ['GetId', { IdentityPoolId: 'us-east-1_abc' }, invalid(`'us-east-1_abc' at 'identityPoolId' ${pattern}`)],
  ['GetId', { IdentityPoolId: id }, answer('ResourceNotFoundException', `IdentityPool '${id}' not found.`)],
  [
    'GetId',
    { IdentityPoolId: 7 },
    answer('SerializationException', "The value of 'identityPoolId' is of the wrong type."),
  ],
  [
    'GetId',
    { IdentityPoolId: identityPoolId, Logins: { [provider]: 7 } },
    answer('SerializationException', "The value of 'logins' is of the wrong type."),
  ],
  [
    'GetId',
    { IdentityPoolId: identityPoolId, Logins: ['x'] },
    answer('SerializationException', "The value of 'logins' is of the wrong type."),
  ],
  [
    'GetId',
    { IdentityPoolId: identityPoolId, Logins: { [provider]: '' } },
    invalid("at 'logins' failed to satisfy constraint: Member must have length greater than or equal to 1"),
  ],
  [
    'GetId',
    { IdentityPoolId: identityPoolId, Logins: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [n, 'secret'])) },
    invalid("at 'logins' failed to satisfy constraint: Map must have at most 10 entries"),
  ],
  ['GetCredentialsForIdentity', { IdentityId: 'x y' }, invalid(`'x y' at 'identityId' ${pattern}`)],
  ['GetCredentialsForIdentity', { IdentityId: id }, answer('ResourceNotFoundException', `Identity '${id}' not found.`)],
  ['GetOpenIdToken', { IdentityId: id }, answer('ResourceNotFoundException', `Identity '${id}' not found.`)],
  ['GetOpenIdToken', [], answer('SerializationException', "The value of 'body' is of the wrong type.")],
  [
    'DeleteIdentityPool',
    {},
    answer('UnknownOperationException', 'The sandbox does not know the identity pool operation DeleteIdentityPool.'),
  ],
  [
    'constructor',
    {},
    answer('UnknownOperationException', 'The sandbox does not know the identity pool operation constructor.'),
  ],
])('%s of %j', async (operation, input, expected) => {
  expect(await call(operation, JSON.stringify(input))).toEqual(expected);
});

it('a body that is not JSON', async () => {
  expect(await call('GetId', '{')).toMatchObject({ status: 400, type: 'SerializationException:' });
});
