import fc from 'fast-check';
import { destinationOf, type Destination } from '../../../sandbox/http/destination';

const to = (host: string, path = '/', target?: string): Destination =>
  destinationOf({ host, path, query: '', header: (name) => (name === 'x-amz-target' ? target : undefined) });

const domain = 'premium-api-dev.auth.us-east-1.amazoncognito.com';
const service = (name: string) => ({ kind: 'service', service: name });

test.each<readonly [host: string, path: string, target: string | undefined, destination: unknown]>([
  ['127.0.0.1:4500', '/_sandbox', undefined, { kind: 'control' }],
  ['127.0.0.1:4500', '/_sandbox/clock', undefined, { kind: 'control' }],
  ['127.0.0.1:4500', '/_sandboxes', undefined, { kind: 'nothing-here' }],
  ['localhost', '/restapis/abc/dev/x', undefined, { kind: 'gateway', apiId: 'abc', rest: '/dev/x' }],
  ['[::1]:80', '/restapis/abc', undefined, { kind: 'gateway', apiId: 'abc', rest: '/' }],
  ['localhost', '/us-east-1_A/.well-known/jwks.json', undefined, { kind: 'well-known' }],
  ['localhost', '/oauth2/token', undefined, { kind: 'domain', as: { kind: 'own-address' } }],
  ['premium.localhost:4500', '/login', undefined, { kind: 'domain', as: { kind: 'local-prefix', prefix: 'premium' } }],
  ['premium.localhost', '/_sandbox', undefined, { kind: 'domain', as: { kind: 'local-prefix', prefix: 'premium' } }],
  ['a.premium.localhost', '/login', undefined, { kind: 'foreign-host' }],
  ['premium.localhost.evil.example', '/login', undefined, { kind: 'foreign-host' }],
  ['.localhost', '/login', undefined, { kind: 'foreign-host' }],
  ['localhost', '/oauth2', undefined, { kind: 'nothing-here' }],
  ['localhost', '/', 'AWSCognitoIdentityProviderService.SignUp', service('cognito-idp')],
  ['localhost', '/', 'AWSCognitoIdentityService.GetId', service('cognito-identity')],
  ['localhost', '/', 'DynamoDB_20120810.PutItem', service('dynamodb')],
  ['localhost', '/', 'secretsmanager.GetSecretValue', service('secretsmanager')],
  ['localhost', '/', 'Kinesis_20131202.PutRecord', { kind: 'nothing-here' }],
  ['localhost', '/', undefined, { kind: 'nothing-here' }],
  ['abc.execute-api.eu-west-1.amazonaws.com', '/dev/x', undefined, { kind: 'gateway', apiId: 'abc', rest: '/dev/x' }],
  ['ABC.EXECUTE-API.eu-west-1.amazonaws.com:443', '/', undefined, { kind: 'gateway', apiId: 'abc', rest: '/' }],
  ['cognito-idp.us-east-1.amazonaws.com', '/us-east-1_A/.well-known/jwks.json', undefined, { kind: 'well-known' }],
  ['secretsmanager.us-east-1.amazonaws.com', '/', undefined, service('secretsmanager')],
  ['secretsmanager.us-east-1.amazonaws.com', '/oauth2/token', undefined, service('secretsmanager')],
  [domain, '/oauth2/token', undefined, { kind: 'domain', as: { kind: 'aws-host', host: domain } }],
  [`${domain.toUpperCase()}:443`, '/anything', undefined, { kind: 'domain', as: { kind: 'aws-host', host: domain } }],
  [domain, '/_sandbox', undefined, { kind: 'domain', as: { kind: 'aws-host', host: domain } }],
  [domain, '/', 'DynamoDB_20120810.PutItem', { kind: 'domain', as: { kind: 'aws-host', host: domain } }],
  [`x.${domain}`, '/', undefined, { kind: 'foreign-host' }],
  [`${domain}.evil.example`, '/oauth2/token', undefined, { kind: 'foreign-host' }],
  ['auth.us-east-1.amazoncognito.com', '/oauth2/token', undefined, { kind: 'foreign-host' }],
  ['kinesis.us-east-1.amazonaws.com', '/', undefined, { kind: 'foreign-host' }],
  ['constructor.us-east-1.amazonaws.com', '/', undefined, { kind: 'foreign-host' }],
  ['cognito-identity.amazonaws.com', '/.well-known/jwks_uri', undefined, { kind: 'identity-keys' }],
  ['cognito-identity.amazonaws.com', '/', undefined, { kind: 'nothing-here' }],
  ['localhost.evil.example', '/_sandbox', undefined, { kind: 'foreign-host' }],
  ['', '/_sandbox', undefined, { kind: 'foreign-host' }],
])('%s%s with target %s', (host, path, ...[target, destination]) => {
  expect(to(host, path, target)).toEqual(destination);
});

test('only this computer is let at the addresses of the sandbox itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.string()), (host) => {
      const name = host.toLowerCase().replace(/:\d+$/, '');
      fc.pre(!['127.0.0.1', 'localhost', '[::1]'].includes(name));
      return to(host, '/_sandbox').kind !== 'control' && to(host, '/oauth2/token').kind !== 'nothing-here';
    }),
  );
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('the target %s is of no service', (name) => {
  expect(to('localhost', '/', `${name}.X`)).toEqual({ kind: 'nothing-here' });
});

test.each<readonly [host: string, path: string, query: string, type: string | undefined, destination: unknown]>([
  ['localhost', '/', '', 'application/x-www-form-urlencoded', service('sts')],
  ['localhost', '/', '', 'Application/X-WWW-Form-Urlencoded; charset=utf-8', service('sts')],
  ['localhost', '/', 'Action=GetCallerIdentity&Version=2011-06-15', undefined, service('sts')],
  ['localhost', '/', 'Version=2011-06-15', undefined, { kind: 'nothing-here' }],
  ['localhost', '/other', 'Action=GetCallerIdentity', undefined, { kind: 'nothing-here' }],
  [
    'localhost',
    '/oauth2/token',
    '',
    'application/x-www-form-urlencoded',
    { kind: 'domain', as: { kind: 'own-address' } },
  ],
  ['sts.amazonaws.com', '/', '', undefined, service('sts')],
  ['sts.eu-west-1.amazonaws.com:443', '/', '', undefined, service('sts')],
  ['sts.amazonaws.com.evil.example', '/', '', undefined, { kind: 'foreign-host' }],
  ['iam.amazonaws.com', '/', '', 'application/x-www-form-urlencoded', { kind: 'foreign-host' }],
])('STS is told by its form or query: %s%s?%s %s', (...[host, path, query, type, destination]) => {
  const header = (name: string) => (name === 'content-type' ? type : undefined);
  expect(destinationOf({ host, path, query, header })).toEqual(destination);
});
