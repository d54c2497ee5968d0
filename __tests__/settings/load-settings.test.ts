import fc from 'fast-check';
import { loadSettings } from '../../settings';
import { faultsOf } from './support/faults-of';

const petStoreByDefault = {
  ambiguousRole: 'AuthenticatedRole',
  developerLogin: true,
  socialProviders: {},
  samlMetadata: undefined,
  openIdConnect: undefined,
};

const identityByDefault = {
  mfa: 'optional',
  selfSignUp: false,
  webApp: {
    callbackUrls: ['http://localhost:3000/callback'],
    logoutUrls: ['http://localhost:3000/'],
    federation: undefined,
  },
};

test('an empty environment gives settings that work', () => {
  expect(loadSettings({})).toEqual({
    stage: 'dev',
    production: false,
    region: 'us-east-1',
    namePrefix: '',
    domainPrefix: undefined,
    stateBucket: undefined,
    corsOrigins: ['http://localhost:3000'],
    logRetentionDays: 30,
    accessLogs: false,
    permissionsBoundary: false,
    throttle: { rateLimit: 200, burstLimit: 400 },
    petStore: petStoreByDefault,
    identity: identityByDefault,
    account: undefined,
  });
});

test('every variable is read', () => {
  const settings = loadSettings({
    STAGE: 'prod',
    AWS_REGION: 'us-gov-west-1',
    NAME_PREFIX: 'acme-eu',
    DOMAIN_PREFIX: 'acme',
    STATE_BUCKET: 'acme-state',
    CORS_ORIGINS: 'https://app.example.com, http://127.0.0.1:8080,https://app.example.com',
    LOG_RETENTION_DAYS: '365',
    ACCESS_LOGS: 'on',
    PERMISSIONS_BOUNDARY: 'on',
    THROTTLE_RATE: '10',
    THROTTLE_BURST: '20',
  });
  expect(settings).toEqual({
    stage: 'prod',
    production: true,
    region: 'us-gov-west-1',
    namePrefix: 'acme-eu-',
    domainPrefix: 'acme',
    stateBucket: 'acme-state',
    corsOrigins: ['https://app.example.com', 'http://127.0.0.1:8080'],
    logRetentionDays: 365,
    accessLogs: true,
    permissionsBoundary: true,
    throttle: { rateLimit: 10, burstLimit: 20 },
    petStore: petStoreByDefault,
    identity: { ...identityByDefault, webApp: undefined },
    account: undefined,
  });
});

test('an empty variable counts as absent', () => {
  const names = ['STAGE', 'AWS_REGION', 'NAME_PREFIX', 'DOMAIN_PREFIX', 'STATE_BUCKET', 'CORS_ORIGINS', 'ACCESS_LOGS'];
  expect(loadSettings(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(loadSettings({}));
});

const stageAllowed =
  'a lower-case letter, then up to 15 lower-case letters or digits; not aws, amazon, cognito, account or api';
const originsAllowed =
  'a comma-separated list of origins such as https://app.example.com, without a path; http only for localhost and 127.0.0.1';
const domainAllowed =
  'up to 30 lower-case letters, digits and inner hyphens; none of aws, amazon, cognito between hyphens';

const refused: readonly (readonly [variable: string, value: string, allowed: string])[] = [
  ['STAGE', 'Dev', stageAllowed],
  ['STAGE', '1dev', stageAllowed],
  ['STAGE', 'dev-1', stageAllowed],
  ['STAGE', 'cognito', stageAllowed],
  ['STAGE', 'account', stageAllowed],
  ['STAGE', 'api', stageAllowed],
  ['STAGE', 'abcdefghijklmnopq', stageAllowed],
  ['AWS_REGION', 'virginia', 'a region such as us-east-1'],
  ['AWS_REGION', 'us-east-1a', 'a region such as us-east-1'],
  [
    'NAME_PREFIX',
    'acme-',
    'up to 12 lower-case letters, digits and inner hyphens, a letter first; none of aws, amazon, cognito between hyphens',
  ],
  [
    'NAME_PREFIX',
    'my-aws',
    'up to 12 lower-case letters, digits and inner hyphens, a letter first; none of aws, amazon, cognito between hyphens',
  ],
  ['DOMAIN_PREFIX', 'my-cognito-app', domainAllowed],
  ['DOMAIN_PREFIX', 'Acme', domainAllowed],
  ['STATE_BUCKET', 's3://state', 'the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens'],
  ['CORS_ORIGINS', '*', originsAllowed],
  ['CORS_ORIGINS', 'http://app.example.com', originsAllowed],
  ['CORS_ORIGINS', 'https://app.example.com/', originsAllowed],
  ['CORS_ORIGINS', 'https://app.example.com/path', originsAllowed],
  ['CORS_ORIGINS', 'https://app.example.com,', originsAllowed],
  ['CORS_ORIGINS', 'http://localhost.example.com', originsAllowed],
  ['CORS_ORIGINS', "https://a.example'", originsAllowed],
  ['CORS_ORIGINS', 'https://*.example.com', originsAllowed],
  ['CORS_ORIGINS', 'https://a${x}.example.com', originsAllowed],
  [
    'LOG_RETENTION_DAYS',
    '31',
    'one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
  ],
  ['ACCESS_LOGS', 'true', 'on or off; on needs the CloudWatch role of API Gateway in the account'],
  ['PERMISSIONS_BOUNDARY', 'true', 'on or off; on needs the policy that github-roles makes for the stage'],
  ['THROTTLE_RATE', '0', 'a whole number from 1 to 10000, requests a second'],
  ['THROTTLE_RATE', '10001', 'a whole number from 1 to 10000, requests a second'],
  ['THROTTLE_RATE', '1e3', 'a whole number from 1 to 10000, requests a second'],
  ['THROTTLE_BURST', '-1', 'a whole number from 1 to 5000, requests at once'],
];

test.each(refused)('%s="%s" is refused with what is allowed', (variable, value, allowed) => {
  expect(faultsOf({ [variable]: value })).toEqual([`${variable} is "${value}"; allowed: ${allowed}.`]);
});

test('all faults are told at once', () => {
  const environment = { STAGE: 'Dev', AWS_REGION: 'x', CORS_ORIGINS: '*', THROTTLE_BURST: 'many' };
  expect(faultsOf(environment).map((fault) => fault.split(' ')[0])).toEqual(Object.keys(environment));
  expect(() => loadSettings(environment)).toThrow(
    `The settings are not usable:\n  STAGE is "Dev"; allowed: ${stageAllowed}.\n  AWS_REGION is "x"; allowed: a region such as us-east-1.\n`,
  );
});

const anyHost = fc.string({ unit: fc.constantFrom(...'abc09.-\'"*$[]:_~!()+=&;{}'), minLength: 1 });

test('no text of CORS_ORIGINS can end a quoted mapping literal or open an origin that is not listed', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.oneof(fc.domain(), anyHost).map((host) => `https://${host}`),
      ),
      (text) => {
        if (text.trim() === '' || faultsOf({ CORS_ORIGINS: text }).length > 0) {
          return;
        }
        accepted += 1;
        for (const origin of loadSettings({ CORS_ORIGINS: text }).corsOrigins) {
          expect(origin).not.toMatch(/['"*\s\\${}]/);
          expect(new URL(origin).origin).toBe(origin);
        }
      },
    ),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test('every name that can be made stays within the limits of AWS', () => {
  const longest = loadSettings({ STAGE: 'a'.repeat(16), NAME_PREFIX: 'b'.repeat(12), DOMAIN_PREFIX: 'c'.repeat(30) });
  const { namePrefix, stage, domainPrefix } = longest;
  expect(`${namePrefix}aws-lambda-lab-${stage}-createNote-role`.length).toBeLessThanOrEqual(64);
  expect(`${namePrefix}${stage}-Cognito_notesAuth_Role`.length).toBeLessThanOrEqual(64);
  expect(`${namePrefix}notes-app-${stage}-123456789012`.length).toBeLessThanOrEqual(63);
  expect(`${domainPrefix}-notes-app-${stage}`.length).toBeLessThanOrEqual(63);
});
