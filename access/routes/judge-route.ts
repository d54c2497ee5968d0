import type { RestApi, Route } from '../../blueprint/model';
import { bestWay } from '../best-way';
import { type Caller, type Credential, decides, passes, stops, type Way } from '../callers/caller';
import type { Step } from '../model';
import { bestOf, verdictOf } from '../verdict';
import type { AccessWorld } from '../world';
import { byLambda } from './by-lambda';
import { byUserPool } from './by-user-pool';
import { type Call, callsOf, invoke } from './call';
import { integrationStep } from './integration';
import { askForSession, resourcePolicySteps, statementStep } from './statement';

/** A route with all that is the same for every caller. */
export interface JudgedRoute {
  readonly api: RestApi;
  readonly route: Route;
  /** By method and stage. */
  readonly calls: readonly (Call & { readonly integration: Step })[];
}

/** Prepares a route, so that each caller is a question of its own. */
export const prepareRoute = (world: AccessWorld, api: RestApi, route: Route): JudgedRoute => ({
  api,
  route,
  calls: callsOf(api, route).map((call) => ({ ...call, integration: integrationStep(world, call) })),
});

/** The chain of a caller to a route: of all methods and stages that the route answers, by the best of the caller's ways. */
export function judgeRoute(world: AccessWorld, judged: JudgedRoute, { ways }: Caller): readonly Step[] {
  if (judged.calls.length === 0) {
    return [stops('integration', 'no stage serves the API', world.origins.of(judged.api))];
  }
  const chains = judged.calls.map((call) => ({
    method: call.method,
    steps: bestChain(world, call, ways),
  }));
  const best = bestOf(chains.map(({ steps }) => steps));
  if (judged.route.method !== 'ANY') return best;
  const verdicts = new Set(chains.map(({ steps }) => verdictOf(steps)));
  if (verdicts.size === 1) return best;
  const open = chains.filter(({ steps }) => verdictOf(steps) !== 'denied').map(({ method }) => method);
  const some = verdicts.has('conditional') ? ', not all of them for each request' : '';
  return [...best, decides('statement', `the method decides: open are ${[...new Set(open)].join(', ')}${some}`)];
}

/** Of ways that all are refused, those that bring what the route asks for say best what is missing. */
function bestChain(world: AccessWorld, call: JudgedRoute['calls'][number], ways: readonly Way[]): readonly Step[] {
  const fitting = bestWay(
    ways.filter((way) => fits(call, way)),
    (way) => chainOf(world, call, way),
  );
  if (fitting.length > 0 && verdictOf(fitting) === 'allowed') return fitting;
  const other = bestWay(
    ways.filter((way) => !fits(call, way)),
    (way) => chainOf(world, call, way),
  );
  if (fitting.length === 0) return other;
  return verdictOf(fitting) === 'denied' && verdictOf(other) !== 'denied' ? other : fitting;
}

function fits({ route: { authorization } }: Call, { credential, steps }: Way): boolean {
  switch (authorization.kind) {
    case 'NONE':
      return true;
    case 'AWS_IAM':
      // Whom the identity pool or the role turned away wanted to sign.
      return (
        credential.kind === 'session' || steps.some(({ check, outcome }) => check === 'role' && outcome === 'stops')
      );
    case 'COGNITO_USER_POOLS':
      return (
        credential.kind === 'token' && credential.token.use === (authorization.scopes.length === 0 ? 'id' : 'access')
      );
    case 'CUSTOM':
      return credential.kind === 'token' && credential.token.use === 'access';
  }
}

function chainOf(world: AccessWorld, call: JudgedRoute['calls'][number], way: Way): readonly Step[] {
  const before = anonymousEnough(call, way) ? way.steps.slice(0, 1) : way.steps;
  if (verdictOf(before) === 'denied') return before;
  const admission = [...before, ...authorizationSteps(world, call, way.credential)];
  return verdictOf(admission) === 'denied' ? admission : [...admission, call.integration];
}

/** An open route asks nobody how they came: whoever they are, they call as anybody does. */
const anonymousEnough = ({ route }: Call, { steps }: Way): boolean =>
  route.authorization.kind === 'NONE' && steps[0]?.outcome === 'passes';

function authorizationSteps(world: AccessWorld, call: Call, credential: Credential): readonly Step[] {
  const { authorization } = call.route;
  const at = world.origins.of(call.route);
  switch (authorization.kind) {
    case 'NONE':
      return [passes('authorizer', 'the method asks for nothing', at), ...resourcePolicySteps(world, call)];
    case 'AWS_IAM':
      return bySignature(world, call, credential);
    case 'COGNITO_USER_POOLS':
      return afterAuthorizer(byUserPool(world, { demand: authorization, route: call.route }, credential), world, call);
    case 'CUSTOM':
      return byLambda(world, { call, authorizer: authorization.authorizer }, credential);
    default:
      return unknownAuthorization(authorization);
  }
}

function bySignature(world: AccessWorld, call: Call, credential: Credential): readonly Step[] {
  const at = world.origins.of(call.route);
  if (credential.kind !== 'session') {
    return [stops('authorizer', 'the method wants a signature of AWS credentials, and there is none', at)];
  }
  const answer = askForSession(world, credential.session, { ...call, action: invoke });
  return [passes('authorizer', 'the method takes a signature of AWS credentials', at), statementStep(world, answer)];
}

function afterAuthorizer(steps: readonly Step[], world: AccessWorld, call: Call): readonly Step[] {
  return verdictOf(steps) === 'denied' ? steps : [...steps, ...resourcePolicySteps(world, call)];
}

const unknownAuthorization = (authorization: never): readonly Step[] => [
  stops('authorizer', `unknown authorization ${JSON.stringify(authorization)}`),
];
