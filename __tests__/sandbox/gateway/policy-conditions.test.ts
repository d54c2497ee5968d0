import type { JsonObject } from '../../../blueprint/model';
import { executionArn, gatewayWorld, open } from '../support/gateway-fixture';
import { now, type Wire } from '../support/signed-requests';

const note: Wire = {
  method: 'POST',
  url: '/dev/createnote',
  headers: { 'User-Agent': 'test-agent', Referer: 'https://example.com/' },
};

const allowWhen = (operator: string, key: string, value: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: `${executionArn}/dev/*`,
      Condition: { [operator]: { [key]: value } },
    },
  ],
});

const forEveryone = (policy: JsonObject): JsonObject => ({
  ...policy,
  Statement: (policy['Statement'] as readonly JsonObject[]).map((one) => ({ ...one, Principal: '*' })),
});

const at = new Date(now).toISOString().replace('.000', '');

const conditions: [string, string, string, string][] = [
  ['IpAddress', 'aws:SourceIp', '127.0.0.1/32', '10.0.0.0/8'],
  ['StringEquals', 'aws:UserAgent', 'test-agent', 'other-agent'],
  ['StringLike', 'aws:Referer', 'https://example.com/*', 'https://example.org/*'],
  ['Bool', 'aws:SecureTransport', 'true', 'false'],
  ['DateEquals', 'aws:CurrentTime', at, '2020-01-01T00:00:00Z'],
  ['NumericEquals', 'aws:EpochTime', String(now / 1000), '0'],
];

describe.each(conditions)('%s of %s', (operator, ...[key, good, bad]) => {
  it('decides who signed gets in', async () => {
    const status = async (value: string): Promise<number> =>
      (await gatewayWorld({ policy: allowWhen(operator, key, value) }).sendSigned(note)).status;
    expect([await status(good), await status(bad)]).toEqual([200, 403]);
  });

  it('decides who gets in unsigned, by the policy of the API', async () => {
    const status = async (value: string): Promise<number> => {
      const resourcePolicy = forEveryone(allowWhen(operator, key, value));
      return (await gatewayWorld({ routes: [open('POST /createnote')], api: { resourcePolicy } }).send(note)).status;
    };
    expect([await status(good), await status(bad)]).toEqual([200, 403]);
  });
});

it.each(['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:userid', 'aws:PrincipalType'])(
  'who did not sign has no %s',
  async (key) => {
    const resourcePolicy = forEveryone(allowWhen('Null', key, 'true'));
    const world = gatewayWorld({ routes: [open('POST /createnote')], api: { resourcePolicy } });
    expect((await world.send(note)).status).toBe(200);
  },
);

it('a header cannot set a key of the principal, nor the address', async () => {
  const forged = {
    'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin',
    'aws:SourceIp': '10.0.0.1',
    'x-forwarded-for': '10.0.0.1',
  };
  for (const policy of [
    allowWhen('StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/admin'),
    allowWhen('IpAddress', 'aws:SourceIp', '10.0.0.0/8'),
  ]) {
    const world = gatewayWorld({ policy });
    expect((await world.sendSigned({ ...note, headers: { ...note.headers, ...forged } })).status).toBe(403);
  }
});
