import { existsSync } from 'node:fs';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { synthesizedOutput } from '../support/synthesized-output';

describe('the synthesized notes stack', () => {
  const output = synthesizedOutput();
  afterAll(() => output.remove());
  const blueprint = readBlueprint({ outputFolder: output.folder });
  const inNotes = <Item extends { stack: string }>(items: readonly Item[]) =>
    items.filter(({ stack }) => stack === 'notes');
  const [api] = inNotes(blueprint.restApis);

  test('has its routes, each behind IAM but the preflight', () => {
    expect(
      api?.routes
        .map(({ method, path, authorization, integration }) => [method, path, authorization.kind, integration.kind])
        .sort(),
    ).toEqual([
      ['GET', '/notes', 'AWS_IAM', 'AWS_PROXY'],
      ['OPTIONS', '/createnote', 'NONE', 'MOCK'],
      ['OPTIONS', '/notes', 'NONE', 'MOCK'],
      ['POST', '/createnote', 'AWS_IAM', 'AWS_PROXY'],
    ]);
  });

  test('has an identity pool that takes the tokens of its own client, and gives both roles', () => {
    const [pool] = inNotes(blueprint.identityPools);
    const [userPool] = inNotes(blueprint.userPools);
    expect(pool?.cognitoProviders).toEqual([
      { clientId: userPool?.clients[0]?.id, providerName: userPool?.endpoint, serverSideTokenCheck: true },
    ]);
    const roleNamed = (arn: string | undefined) => blueprint.roles.find((role) => role.arn === arn)?.address;
    expect([roleNamed(pool?.authenticatedRoleArn), roleNamed(pool?.unauthenticatedRoleArn)]).toEqual([
      'aws_iam_role.authenticated',
      'aws_iam_role.unauthenticated',
    ]);
  });

  test('has functions with an archive on disk, and a role of their own each', () => {
    const functions = inNotes(blueprint.functions);
    expect(functions.map(({ address }) => address).sort()).toEqual([
      'aws_lambda_function.create-note',
      'aws_lambda_function.list-notes',
    ]);
    expect(functions.filter(({ archivePath }) => !existsSync(archivePath))).toEqual([]);
    expect(new Set(functions.map(({ roleArn }) => roleArn)).size).toBe(functions.length);
  });

  test('leaves no reference unresolved anywhere', () => {
    expect(JSON.stringify(blueprint)).not.toMatch(/\$\{(?:aws_|data\.|local\.|var\.)/);
  });

  test('puts out what a client needs', () => {
    const outputs = blueprint.stacks.find(({ name }) => name === 'notes')?.outputs ?? [];
    expect(Object.fromEntries(outputs.map(({ name, value }) => [name, value]))).toMatchObject({
      api_invoke_url: `https://${api?.id}.execute-api.us-east-1.amazonaws.com/dev`,
      rest_api_id: api?.id,
      user_pool_id: inNotes(blueprint.userPools)[0]?.id,
      identity_pool_id: inNotes(blueprint.identityPools)[0]?.id,
      table_name: inNotes(blueprint.tables)[0]?.name,
    });
  });
});
