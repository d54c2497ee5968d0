import { masked, secretsOf } from '../../scripts/review/mask';
import { readPlan, type PlanJson } from '../../scripts/review/plan-json';
import { changesAnything, summarizePlan } from '../../scripts/review/summarize-plan';
import { planComment } from '../../scripts/review/comment';
import { recordedPlan, recordedStacks, recordedText } from './recorded-plans';

const plans = recordedStacks.map((stack) => ({ stack, plan: recordedPlan(stack) }));

/** A recorded plan, changed as text. */
const changed = (from: string, to: string): PlanJson => {
  const text = recordedText('notes');
  expect(text).toContain(from);
  return readPlan('notes', text.replaceAll(from, to));
};

test('what is lost comes first, then what is replaced; what stays is not told', () => {
  expect(summarizePlan('notes', recordedPlan('notes')).resources).toEqual([
    {
      address: 'aws_cognito_user_pool.notes-user-pool',
      action: 'replace',
      because: ['username_attributes'],
      loses: 'users',
    },
    {
      address: 'aws_cognito_user_pool_client.client',
      action: 'replace',
      because: ['user_pool_id'],
      loses: 'client id',
    },
    {
      address: 'aws_cognito_user_pool_domain.notes-app-jpcedeno',
      action: 'replace',
      because: ['user_pool_id'],
      loses: 'sign-in address',
    },
    { address: 'aws_dynamodb_table.notes', action: 'delete', because: [], loses: 'data' },
    {
      address: 'aws_api_gateway_integration.api-createnote-OPTIONS',
      action: 'replace',
      because: ['integration_http_method'],
    },
    {
      address: 'aws_api_gateway_integration.api-notes-OPTIONS',
      action: 'replace',
      because: ['integration_http_method'],
    },
    { address: 'aws_api_gateway_stage.api-stage', action: 'update', because: ['access_log_settings'] },
    { address: 'aws_cognito_identity_pool.main', action: 'update', because: ['cognito_identity_providers'] },
    { address: 'aws_iam_role_policy.create-note-role', action: 'update', because: ['policy'] },
    { address: 'aws_iam_role_policy.list-notes-role', action: 'update', because: ['policy'] },
    { address: 'aws_dynamodb_table.notes-moved', action: 'create', because: [] },
  ]);
});

const withActions = (actions: readonly string[], more: object = {}): PlanJson => ({
  resource_changes: [
    { address: 'aws_dynamodb_table.a', mode: 'managed', type: 'aws_dynamodb_table', change: { actions }, ...more },
  ],
  output_changes: {},
});

test.each([
  ['create', ['create']],
  ['update', ['update']],
  ['replace', ['delete', 'create']],
  ['replace', ['create', 'delete']],
  ['delete', ['delete']],
  ['forget', ['forget']],
  ['delete', ['something', 'new']],
])('it is told as %s when Terraform says %j', (action, actions) => {
  expect(summarizePlan('s', withActions(actions)).resources.map((one) => one.action)).toEqual([action]);
});

test('a moved resource is told, one that stays is not, and a data source is none', () => {
  const moved = withActions(['no-op'], { previous_address: 'aws_dynamodb_table.b' });
  expect(summarizePlan('s', moved).resources).toEqual([
    { address: 'aws_dynamodb_table.a', action: 'move', because: ['from aws_dynamodb_table.b'] },
  ]);
  expect(changesAnything(summarizePlan('s', withActions(['no-op'])))).toBe(false);
  expect(changesAnything(summarizePlan('s', withActions(['update'], { mode: 'data' })))).toBe(false);
});

test.each([
  ['no JSON', '{', 'The plan of s is not JSON.'],
  ['a list', '[]', 'The plan of s is not a JSON object.'],
  ['another version', '{"format_version":"2.0"}', 'The plan of s has the format_version "2.0".'],
  [
    'a broken plan',
    '{"format_version":"1.2","errored":true}',
    'The plan of s is incomplete: planning failed on the way.',
  ],
  [
    'other changes',
    '{"format_version":"1.2","resource_changes":[{}]}',
    'The plan of s has resource_changes of an unknown form.',
  ],
])('a plan that is %s is refused', (_, text, message) => {
  expect(() => readPlan('s', text)).toThrow(message);
});

test('the digest is the same for the same changes in another order, and another for each other value', () => {
  const plan = recordedPlan('notes');
  const { digest } = summarizePlan('notes', plan);
  const turned = { ...plan, resource_changes: plan.resource_changes.toReversed() };
  expect(summarizePlan('notes', turned).digest).toBe(digest);
  expect(summarizePlan('notes', changed('phone_number', 'email')).digest).not.toBe(digest);
  expect(summarizePlan('notes', changed('"update"', '"create"')).digest).not.toBe(digest);
});

test('the digest is another one for another value of an output', () => {
  const digest = (after: string) =>
    summarizePlan('s', { resource_changes: [], output_changes: { url: { actions: ['update'], before: 'a', after } } })
      .digest;
  expect(digest('b')).toBe(digest('b'));
  expect(digest('b')).not.toBe(digest('c'));
});

test('the digest says nothing of a secret: it is the same for another one', () => {
  const text = recordedText('cognito-identity-provider');
  const other = readPlan('s', text.replaceAll('example-client-secret-of-no-account', 'another-secret'));
  expect(text).toContain('example-client-secret-of-no-account');
  expect(summarizePlan('s', other).digest).toBe(summarizePlan('s', recordedPlan('cognito-identity-provider')).digest);
});

test('secrets of resources, before and after, and of outputs are found', () => {
  const found = secretsOf(recordedPlan('cognito-identity-provider'));
  expect(found).toContain('example-client-secret-of-no-account');
  expect(found.some((secret) => secret.includes('"clientSecret"') || secret.includes('clientId'))).toBe(true);
  const outputs = {
    leaked: { actions: ['create'], after: { deep: ['of-an-output'] }, after_sensitive: { deep: [true] } },
  };
  expect(secretsOf({ resource_changes: [], output_changes: outputs })).toEqual(['of-an-output']);
});

test('no secret and no account id is in the comment, and none stays in a masked plan', () => {
  for (const { stack, plan } of plans) {
    const secrets = secretsOf(plan);
    const raw = JSON.stringify(plan);
    const comment = planComment({
      stacks: [{ kind: 'planned', summary: summarizePlan(stack, plan) }],
      access: '',
      whole: '',
    });
    expect(raw).toContain('123456789012');
    for (const text of [comment, masked(raw, secrets)]) {
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      expect(text).not.toContain('123456789012');
    }
  }
});

test.each([
  ['a moved address', { previous_address: 'aws_dynamodb_table.b' }, { actions: ['no-op'] }],
  ['an import', {}, { actions: ['no-op'], importing: { id: 'a' } }],
  ['another import', {}, { actions: ['no-op'], importing: { id: 'b' } }],
  ['an object that is still to be deleted', { deposed: '12345678' }, { actions: ['delete'] }],
  ['a deletion', {}, { actions: ['delete'] }],
  ['another argument that forces a replacement', {}, { actions: ['delete', 'create'], replace_paths: [['name']] }],
  ['a replacement', {}, { actions: ['delete', 'create'], replace_paths: [['hash_key']] }],
  ['a replacement the other way round', {}, { actions: ['create', 'delete'], replace_paths: [['hash_key']] }],
  ['what is known only afterwards', {}, { actions: ['update'], after_unknown: { a: true } }],
  ['an update', {}, { actions: ['update'] }],
])('the digest tells %s from everything else', (_, more, change) => {
  const digest = (resources: object[]) =>
    summarizePlan('s', readPlan('s', JSON.stringify({ format_version: '1.2', resource_changes: resources }))).digest;
  const resource = { address: 'aws_dynamodb_table.a', mode: 'managed', type: 'aws_dynamodb_table' };
  const others = [
    { ...resource, change: { actions: ['create'] } },
    { ...resource, change: { actions: ['no-op'] } },
  ];
  const one = { ...resource, ...more, change };
  expect(others.map((other) => digest([other]))).not.toContain(digest([one]));
  seen.push(digest([one]));
  expect(new Set(seen).size).toBe(seen.length);
  for (const other of others) expect(digest([one, other])).toBe(digest([other, one]));
});
const seen: string[] = [];

const withSecret = (secret: unknown): PlanJson => ({
  resource_changes: [],
  output_changes: { a: { actions: ['create'], after: secret, after_sensitive: true } },
});

test.each<[string, { readonly secret: unknown; readonly text: string; readonly shown: string }]>([
  ['short, in quotes', { secret: 'ab', text: 'a = "ab" and about', shown: 'a = "(hidden)" and about' }],
  [
    'of several lines',
    {
      secret: 'first line\nsecond line',
      text: '  <<-EOT\n      first line\n      second line',
      shown: '  <<-EOT\n      (hidden)\n      (hidden)',
    },
  ],
  [
    'JSON that is taken apart',
    { secret: '{"key":["inside-of-json"]}', text: '[\n + "inside-of-json"', shown: '[\n + "(hidden)"' },
  ],
  ['almost JSON', { secret: '{broken-json', text: 'a = "{broken-json"', shown: 'a = "(hidden)"' }],
  ['within quotes of quotes', { secret: 'say "hello"', text: String.raw`"say \"hello\""`, shown: '"(hidden)"' }],
  [
    'a part of another secret',
    { secret: ['secret-a', 'secret-a-longer'], text: 'secret-a-longer secret-a', shown: '(hidden) (hidden)' },
  ],
])('a secret that is %s is hidden', (_, { secret, text, shown }) => {
  expect(masked(text, secretsOf(withSecret(secret)))).toBe(shown);
});

test.each<[string, { readonly secret: unknown; readonly text: string }]>([
  ['a short number, which would hide what is counted', { secret: 7, text: 'Plan: 7 to add' }],
  ['an empty text', { secret: '', text: 'a = ""' }],
])('nothing is hidden for %s', (_, { secret, text }) => {
  expect(masked(text, secretsOf(withSecret(secret)))).toBe(text);
});
