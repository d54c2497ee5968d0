import { accessWorld } from '../../access/world';
import { byGroup } from '../../access/routes/by-group';
import { callsOf } from '../../access/routes/call';
import { apiOf, blueprintOf } from './support/small-worlds';

/** Whoever has an ID token has an access token too, so no cell shows this alone. */
test.each(['id', 'access'] as const)(
  'of the tokens of a reader, the authorizer takes access tokens alone: %s',
  (use) => {
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
      use,
      clientId: trusted?.clientIds?.[0],
      audience: undefined,
      groups: ['readers'],
      scopes: [],
    };
    const steps = byGroup(world, { call, authorizer, lambda }, { kind: 'token', token });
    expect(steps.at(-1)?.outcome).toBe(use === 'access' ? 'passes' : 'stops');
  },
);
