import { parsePolicy } from '../../../iam/parse-policy';
import { authorize } from '../../../sandbox/credentials/authorize';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { asIssued, caller, clockAt, countingIds, now } from '../support/signed-requests';

const store = () => createCredentialStore({ clock: clockAt(), ids: countingIds() });

it('temporary credentials look like those of STS', () => {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = store().issueTemporary(caller(), 900);
  expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(sessionToken).toMatch(/^[A-Za-z0-9+/]{680}$/);
  expect(expiration).toBe(now + 900_000);
});

it('an expiration is a whole second, never later than asked for', () => {
  const credentials = createCredentialStore({ clock: clockAt(now + 999), ids: countingIds() });
  expect(credentials.issueTemporary(caller(), 60).expiration).toBe(now + 60_000);
});

it('keys of a user have no token and no end', () => {
  const credentials = store();
  const keys = credentials.issueLongTerm(caller());
  expect(Object.keys(keys).sort()).toEqual(['accessKeyId', 'secretAccessKey']);
  expect(keys.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(keys.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(credentials.find(keys.accessKeyId)).toEqual({
    ...keys,
    sessionToken: undefined,
    expiration: undefined,
    caller: caller(),
  });
});

it('finds whose a key is, and gives no caller to issued credentials', () => {
  const credentials = store();
  const callers = ['ann', 'bob', 'eve'].map((name) => caller({ userId: `AROAEXAMPLE:${name}` }));
  const issued = callers.map((one) => credentials.issueTemporary(one, 3600));
  expect(issued.map(({ accessKeyId }) => credentials.find(accessKeyId)?.caller)).toEqual(callers.map(asIssued));
  expect(issued.map((keys) => credentials.find(keys.accessKeyId)?.sessionToken)).toEqual(
    issued.map(({ sessionToken }) => sessionToken),
  );
  for (const keys of issued) expect(keys).not.toHaveProperty('caller');
});

it('credentials tell when they were issued, so that a policy can end those of before a time', () => {
  const clock = clockAt();
  const credentials = createCredentialStore({ clock, ids: countingIds() });
  const who = caller({
    identityPolicies: [{ name: 'role', document: parsePolicy(revokedAt(now + 5_000), 'identity') }],
  });
  const decide = () => {
    const { accessKeyId } = credentials.issueTemporary(who, 3600);
    const found = credentials.find(accessKeyId)?.caller ?? who;
    return authorize(found, { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', context: {} }).kind;
  };
  expect(decide()).toBe('explicitly-denied');
  clock.set(now + 5_000);
  expect(decide()).toBe('allowed');
});

/** As IAM's "Revoke active sessions" writes it. */
const revokedAt = (time: number) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date(time).toISOString() } },
    },
  ],
});

it('no two credentials share a key, a secret or a token', () => {
  const credentials = store();
  const issued = Array.from({ length: 50 }, () => credentials.issueTemporary(caller(), 3600));
  for (const part of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
    expect(new Set(issued.map((keys) => keys[part])).size).toBe(50);
  }
});

it('keeps what has expired, because AWS tells an expired key from an unknown one', () => {
  const clock = clockAt();
  const credentials = createCredentialStore({ clock, ids: countingIds() });
  const { accessKeyId, expiration } = credentials.issueTemporary(caller(), 60);
  clock.set(now + 3_600_000);
  expect(credentials.find(accessKeyId)?.expiration).toBe(expiration);
});

it('forgets a day after the end, or guests could fill the memory; keys without an end stay', () => {
  const clock = clockAt();
  const credentials = createCredentialStore({ clock, ids: countingIds() });
  const user = credentials.issueLongTerm(caller());
  const short = credentials.issueTemporary(caller(), 60);
  const long = credentials.issueTemporary(caller(), 7200);
  const known = () => [user, short, long].map(({ accessKeyId }) => credentials.find(accessKeyId) !== undefined);
  clock.set(short.expiration + 86_400_000 - 1);
  credentials.issueTemporary(caller(), 60);
  expect(known()).toEqual([true, true, true]);
  clock.set(long.expiration + 86_400_000 - 1);
  credentials.issueTemporary(caller(), 60);
  expect(known()).toEqual([true, false, true]);
  clock.set(long.expiration + 86_400_000 + 3_600_000);
  credentials.issueTemporary(caller(), 60);
  expect(known()).toEqual([true, false, false]);
});

it.each(['', 'ASIAAAAAAAAAAAAAAAAA', '__proto__', 'constructor', 'toString'])('knows no key %j', (accessKeyId) => {
  const credentials = store();
  credentials.issueTemporary(caller(), 60);
  expect(credentials.find(accessKeyId)).toBeUndefined();
});
