import { accessWorld } from '../../access/world';
import { byGroup } from '../../access/routes/by-group';
import { callsOf } from '../../access/routes/call';
import { apiOf, blueprintOf } from './support/small-worlds';

/** A reader who asks for the list of files. */
function askReaders() {
  const blueprint = blueprintOf('api-authorization');
  const world = accessWorld(blueprint, []);
  const api = apiOf(blueprint);
  const route = api.routes.find(({ method, path }) => method === 'GET' && path === '/files');
  const [call] = route === undefined ? [] : callsOf(api, route);
  const lambda = blueprint.functions.find((one) => world.groupAuthorizer(one) !== undefined);
  const authorizer = lambda === undefined ? undefined : world.groupAuthorizer(lambda);
  if (call === undefined || lambda === undefined || authorizer === undefined) throw new TypeError('no such route');
  const [trusted] = authorizer.issuers;
  const token = {
    issuer: trusted?.issuer ?? '',
    clientId: trusted?.clientIds?.[0],
    audience: undefined,
    groups: ['readers'],
    scopes: [],
  };
  return { world, call, authorizer, lambda, token };
}

/** Whoever has an ID token has an access token too, so no cell shows this alone. */
test.each(['id', 'access'] as const)(
  'of the tokens of a reader, the authorizer takes access tokens alone: %s',
  (use) => {
    const { world, token, ...question } = askReaders();
    const steps = byGroup(world, question, { kind: 'token', token: { ...token, use } });
    expect(steps.at(-1)?.outcome).toBe(use === 'access' ? 'passes' : 'stops');
  },
);

/** No row is a member of several groups, so no cell shows this either. */
test.each([
  { groups: ['readers'], outcome: 'passes' },
  { groups: ['readers', 'broken'], outcome: 'stops' },
  { groups: ['broken', 'readers'], outcome: 'stops' },
  { groups: ['readers', 'unknown'], outcome: 'passes' },
])('a member of $groups: $outcome, since a policy that is not understood may be a refusal', ({ groups, outcome }) => {
  const { world, authorizer, ...question } = askReaders();
  const [readers] = [...authorizer.groups.values()];
  if (readers === undefined) throw new TypeError('no group');
  const broken = { ...readers, group: 'broken', rules: undefined };
  const some = { ...authorizer, groups: new Map([...authorizer.groups, ['broken', broken]]) };
  const token = { ...question.token, use: 'access', groups } as const;
  const last = byGroup(world, { ...question, authorizer: some }, { kind: 'token', token }).at(-1);
  expect(last?.outcome).toBe(outcome);
  if (outcome === 'stops') expect(last?.text).toBe('the policy of broken is not understood: 500');
});

test.each([
  ['files', 'passes'],
  ['another', 'stops'],
  [undefined, 'stops'],
])('a token of another issuer must be meant for the audience that is configured: %s', (audience, outcome) => {
  const { world, authorizer, token, ...question } = askReaders();
  const issuer = 'https://tenant.example.com/';
  const issuers = [{ issuer, clientIds: undefined, audience: 'files' }];
  const brought = { ...token, issuer, use: 'access', clientId: undefined, audience } as const;
  const steps = byGroup(
    world,
    { ...question, authorizer: { ...authorizer, issuers } },
    { kind: 'token', token: brought },
  );
  expect(steps.at(-1)?.outcome).toBe(outcome);
});
