import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Json, stacksOnDisk, type StackJson } from './support/stacks-on-disk';

const outputOf = 'cross-stack-output-aws_cognito_user_poolpoolid';

function stack(backend: Json, parts: StackJson): StackJson {
  return { terraform: { backend }, provider: { aws: [{ region: 'us-east-1' }] }, ...parts };
}

function provider(backend: Json): StackJson {
  return stack(backend, {
    resource: { aws_cognito_user_pool: { pool: { name: 'pool' } } },
    output: { [outputOf]: { sensitive: true, value: '${aws_cognito_user_pool.pool.id}' } },
  });
}

/** As cdktf writes a stack that uses something of another. */
function consumer(backend: Json, remoteState: Json, output = outputOf): StackJson {
  return stack(backend, {
    data: { terraform_remote_state: { 'cross-stack-reference-input-provider': remoteState } },
    resource: {
      aws_cognito_user_pool_client: {
        client: {
          name: 'client',
          user_pool_id: `\${data.terraform_remote_state.cross-stack-reference-input-provider.outputs.${output}}`,
        },
      },
    },
  });
}

function remote(backend: string, config: Json): Json {
  return { backend, config, workspace: '${terraform.workspace}' };
}

function outputsOf(parts: StackJson): readonly unknown[] {
  const [read] = readBlueprint({ outputFolder: stacksOnDisk({ s: stack({}, parts) }) }).stacks;
  return (read?.outputs ?? []).map(({ value }) => value);
}

describe('references between stacks', () => {
  const local = { local: { path: 'terraform.provider.tfstate' } };
  const s3 = { s3: { bucket: 'states', key: 'provider', region: 'us-east-1', use_lockfile: true } };

  test.each<readonly [kind: string, backend: Json, config: Json]>([
    ['local', local, { path: 'terraform.provider.tfstate' }],
    ['s3', s3, { bucket: 'states', key: 'provider', region: 'us-east-1' }],
  ])('are followed through a %s backend, whatever the order of the stacks', (kind, backend, config) => {
    const using = consumer({ local: { path: 'terraform.consumer.tfstate' } }, remote(kind, config));
    for (const stacks of [
      { consumer: using, provider: provider(backend) },
      { provider: provider(backend), consumer: using },
    ]) {
      const { userPools } = readBlueprint({ outputFolder: stacksOnDisk(stacks) });
      expect(userPools.map(({ stack: name, clients }) => [name, clients.map((client) => client.stack)])).toEqual([
        ['provider', ['consumer']],
      ]);
    }
  });

  test('to a state that no stack keeps are refused', () => {
    const folder = stacksOnDisk({
      provider: provider(s3),
      consumer: consumer({}, remote('s3', { bucket: 'states', key: 'other' })),
    });
    expect(failureOf(() => readBlueprint({ outputFolder: folder }))).toEqual([
      'unresolvable-reference',
      'Stack "consumer", aws_cognito_user_pool_client.client: cannot resolve ' +
        '"data.terraform_remote_state.cross-stack-reference-input-provider": no stack in this folder keeps its state in ' +
        '{"bucket":"states","key":"other"} (s3). Synthesized here: provider, consumer; synthesize both stacks together. ' +
        'Correct the reference.',
    ]);
  });

  test('to an output that the other stack lacks are refused', () => {
    const folder = stacksOnDisk({
      provider: provider(local),
      consumer: consumer({}, remote('local', { path: 'terraform.provider.tfstate' }), 'missing'),
    });
    expect(failureOf(() => readBlueprint({ outputFolder: folder }))).toEqual([
      'unresolvable-reference',
      'Stack "consumer", aws_cognito_user_pool_client.client, argument "user_pool_id": cannot resolve ' +
        '"data.terraform_remote_state.cross-stack-reference-input-provider.outputs.missing": ' +
        'the stack "provider" has no such output. Correct the reference.',
    ]);
  });

  test('that lead back are refused', () => {
    const loop = (name: string, other: string) =>
      stack(
        { local: { path: name } },
        {
          data: { terraform_remote_state: { other: remote('local', { path: other }) } },
          output: { out: { value: '${data.terraform_remote_state.other.outputs.out}' } },
        },
      );
    expect(
      failureOf(() => readBlueprint({ outputFolder: stacksOnDisk({ a: loop('a', 'b'), b: loop('b', 'a') }) })),
    ).toEqual([
      'reference-cycle',
      'References form a cycle: a:output.out -> b:output.out -> a:output.out. ' +
        'Terraform refuses it too. Break the cycle at one of them.',
    ]);
  });
});

describe('references within a stack', () => {
  test('reach locals, variables, the account and the workspace', () => {
    expect(
      outputsOf({
        locals: { '//': {}, names: ['a', '${var.last}'], joined: '${join("-", local.names)}' },
        variable: { last: { type: 'string', default: 'z' } },
        data: {
          aws_caller_identity: { me: {} },
          aws_region: { here: {} },
          aws_partition: { part: {} },
        },
        output: {
          a: { value: '${local.joined}' },
          b: { value: { list: ['${local.names[1]}'], '${var.last}': 1 } },
          c: {
            value:
              '${data.aws_caller_identity.me.account_id} ${data.aws_caller_identity.me.arn} ${data.aws_caller_identity.me.user_id}',
          },
          d: { value: '${data.aws_region.here.name} ${data.aws_region.here.region} ${data.aws_region.here.id}' },
          e: {
            value:
              '${data.aws_partition.part.partition} ${data.aws_partition.part.dns_suffix} ${data.aws_partition.part.id}',
          },
          f: { value: '${terraform.workspace}' },
        },
      }),
    ).toEqual([
      'a-z',
      { list: ['z'], z: 1 },
      '123456789012 arn:aws:iam::123456789012:root 123456789012',
      'us-east-1 us-east-1 us-east-1',
      'aws amazonaws.com aws',
      'default',
    ]);
  });

  test('reach arguments, and a block by its index even where it is written once', () => {
    expect(
      outputsOf({
        resource: { aws_cognito_user_pool: { pool: { name: 'pool', password_policy: { minimum_length: 12 } } } },
        output: {
          a: {
            value: '${aws_cognito_user_pool.pool.name}-${aws_cognito_user_pool.pool.password_policy[0].minimum_length}',
          },
        },
      }),
    ).toEqual(['pool-12']);
  });

  test.each([
    ['${aws_iam_role.none.arn}', 'aws_iam_role.none.arn', 'the stack has no such resource or data source'],
    ['${data.aws_region.none.name}', 'data.aws_region.none.name', 'the stack has no such resource or data source'],
    [
      '${aws_cognito_user_pool.pool}',
      'aws_cognito_user_pool.pool',
      'a reference must name an attribute; a whole resource is not supported',
    ],
    ['${local.none}', 'local.none', 'the stack has no such local value'],
    ['${local.constructor}', 'local.constructor', 'the stack has no such local value'],
    ['${var.none}', 'var.none', 'the stack declares no such variable'],
    ['${var.empty}', 'var.empty', 'the variable has neither a value nor a default; give it as TF_VAR_empty'],
    ['${path.module}', 'path.module', '"path" is not supported'],
    ['${each.key}', 'each.key', '"each" is not supported'],
    ['${terraform.env}', 'terraform.env', 'of terraform only terraform.workspace is supported'],
    [
      '${data.terraform_remote_state.none.outputs.x}',
      'data.terraform_remote_state.none',
      'the stack has no such data source',
    ],
  ])('%s is refused', (value, reference, problem) => {
    const [code, message] = failureOf(() =>
      outputsOf({
        variable: { empty: {} },
        resource: { aws_cognito_user_pool: { pool: { name: 'pool' } } },
        output: { a: { value } },
      }),
    );
    expect(code).toBe('unresolvable-reference');
    expect(message).toBe(`Stack "s", output.a: cannot resolve "${reference}": ${problem}. Correct the reference.`);
  });

  test('to an attribute that is not known names those that are', () => {
    const parts = {
      resource: { aws_cognito_user_pool: { pool: { name: 'pool' } } },
      output: { a: { value: '${aws_cognito_user_pool.pool.creation_date}' } },
    };
    expect(failureOf(() => outputsOf(parts))).toEqual([
      'unresolvable-reference',
      'Stack "s", aws_cognito_user_pool.pool: cannot resolve "aws_cognito_user_pool.pool.creation_date": ' +
        'it has no such value. Computed here: id, arn, endpoint. Correct the reference.',
    ]);
  });

  test('to itself, through locals or by depends_on are cycles', () => {
    const role = (policy: string, more: Record<string, Json> = {}) => ({
      name: 'r',
      assume_role_policy: policy,
      ...more,
    });
    const cycleOf = (parts: StackJson) => failureOf(() => outputsOf(parts));
    const chain = (...nodes: string[]) => [
      'reference-cycle',
      `References form a cycle: ${nodes.join(' -> ')}. Terraform refuses it too. Break the cycle at one of them.`,
    ];
    expect(cycleOf({ locals: { a: '${local.b}', b: '${local.a}' } })).toEqual(
      chain('s:local.a', 's:local.b', 's:local.a'),
    );
    expect(cycleOf({ resource: { aws_iam_role: { one: role('${aws_iam_role.one.arn}') } } })).toEqual(
      chain('s:aws_iam_role.one', 's:aws_iam_role.one'),
    );
    expect(
      cycleOf({
        resource: {
          aws_iam_role: { one: role('${local.two}'), two: role('{}', { depends_on: ['aws_iam_role.one'] }) },
        },
        locals: { two: '${aws_iam_role.two.arn}' },
      }),
    ).toEqual(chain('s:local.two', 's:aws_iam_role.two', 's:aws_iam_role.one', 's:local.two'));
  });

  test('of depends_on to nothing are refused', () => {
    const parts = {
      resource: { aws_cognito_user_pool: { pool: { name: 'pool', depends_on: ['aws_iam_role.none'] } } },
    };
    expect(failureOf(() => outputsOf(parts))).toEqual([
      'unresolvable-reference',
      'Stack "s", aws_cognito_user_pool.pool, argument "depends_on": cannot resolve "aws_iam_role.none": ' +
        'the stack has no such resource or data source. Correct the reference.',
    ]);
  });
});
