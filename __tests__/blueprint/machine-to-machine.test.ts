import { readBlueprint } from '../../blueprint/read-blueprint';
import { synthesizedOutput } from '../support/synthesized-output';

describe('the synthesized machine-to-machine stacks', () => {
  const output = synthesizedOutput();
  afterAll(() => output.remove());
  const blueprint = readBlueprint({ outputFolder: output.folder });
  const routesOf = (stack: string) =>
    blueprint.restApis
      .filter((api) => api.stack === stack)
      .flatMap(({ routes }) => routes)
      .filter(({ method: verb }) => verb !== 'OPTIONS');

  test('guard each premium method with a scope of its own, of the one pool', () => {
    const pools = blueprint.userPools.filter(({ stack }) => stack === 'cognito-identity-provider').map(({ id }) => id);
    expect(
      routesOf('premium-content-provider').map(({ method: verb, path, authorization }) => [verb, path, authorization]),
    ).toEqual(
      ['GET', 'POST'].map((verb) => [
        verb,
        '/home/premium',
        {
          kind: 'COGNITO_USER_POOLS',
          scopes: [verb === 'GET' ? 'premium_api/read' : 'premium_api/write'],
          authorizer: expect.objectContaining({ userPoolIds: pools, resultTtlSeconds: 15 }),
        },
      ]),
    );
  });

  test('keep in the secret what the client needs, and nothing unresolved', () => {
    const [stored] = blueprint.secrets;
    const machine = blueprint.userPools
      .flatMap(({ clients }) => clients)
      .find(({ name }) => name === 'premium_app_users');
    expect(JSON.parse(stored?.version?.value ?? '')).toMatchObject({
      clientId: machine?.id,
      clientSecret: machine?.secret,
      readScope: 'premium_api/read',
      writeScope: 'premium_api/write',
    });
    expect(JSON.stringify(blueprint)).not.toMatch(/\$\{(?:aws_|data\.|local\.|var\.)/);
  });
});
