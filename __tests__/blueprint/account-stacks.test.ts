import { readBlueprint } from '../../blueprint/read-blueprint';
import { synthesizedOutput, type SynthesizedOutput, type TerraformJson } from '../support/synthesized-output';
import { failureOf } from './support/failure';

let output: SynthesizedOutput;

beforeAll(() => {
  output = synthesizedOutput({ ACCOUNT_STACKS: 'on', STATE_BUCKET: 'acme-state', DEPLOY_REPOSITORY: 'acme/api' });
  output.keepOnly('terraform-state', 'account-settings', 'github-roles');
});

afterAll(() => output.remove());

test('the stacks of an account are read: their roles, and GitHub as a provider', () => {
  const { roles, openIdConnectProviders, restApis } = readBlueprint({ outputFolder: output.folder });
  expect(roles.map(({ name }) => name).sort()).toEqual([
    'api-gateway-logs-us-east-1',
    'dev-github-deploy',
    'dev-github-plan',
  ]);
  expect(openIdConnectProviders.map(({ issuer, clientIds }) => [issuer, clientIds])).toEqual([
    ['https://token.actions.githubusercontent.com', ['sts.amazonaws.com']],
  ]);
  expect(restApis).toEqual([]);
});

const refused = [
  { type: 'aws_s3_bucket', argument: 'website', value: { index_document: 'index.html' }, code: 'unsupported-argument' },
  { type: 'aws_s3_bucket', argument: 'acl', value: 'public-read', code: 'unsupported-value' },
  { type: 'aws_s3_bucket', argument: 'policy', value: '{}', code: 'unsupported-value' },
  {
    type: 'aws_s3_bucket_public_access_block',
    argument: 'block_public_policy',
    value: false,
    code: 'unsupported-value',
  },
  {
    type: 'aws_s3_bucket_public_access_block',
    argument: 'restrict_public_buckets',
    value: false,
    code: 'unsupported-value',
  },
];

test.each(refused)('$type: $argument = $value is not passed over', ({ type, argument, value, code }) => {
  const change = (to: unknown) => (terraform: TerraformJson) => {
    const args = terraform.resource[type]?.['state'];
    if (args === undefined) throw new Error(`no ${type}.state`);
    args[argument] = to;
  };
  const before: { value?: unknown } = {};
  output.edit('terraform-state', (terraform) => {
    before.value = terraform.resource[type]?.['state']?.[argument];
    change(value)(terraform);
  });
  try {
    const [found, message] = failureOf(() => readBlueprint({ outputFolder: output.folder }));
    expect(found).toBe(code);
    expect(message).toContain(`Stack "terraform-state", ${type}.state, argument "${argument}"`);
  } finally {
    output.edit('terraform-state', change(before.value));
  }
});
