import type { RestApi, Route } from '../../blueprint/model';
import { bestWay } from '../best-way';
import { type Caller, type Credential, decides, passes, stops, type Way } from '../callers/caller';
import { type ChainStep, type Judgement, oneOf } from '../chain';
import { bestOf, verdictOf } from '../verdict';
import type { ItemSteps } from '../data/function-items';
import type { AccessWorld } from '../world';
import { byLambda } from './by-lambda';
import { byUserPool } from './by-user-pool';
import { type Call, callsOf, invoke } from './call';
import { integrationSteps } from './integration';
import { askForSession, resourcePolicySteps, statementStep } from './statement';

/** A route with all that is the same for every caller. */
export interface JudgedRoute {
  readonly api: RestApi;
  readonly route: Route;
  /** By method and stage. */
  readonly calls: readonly (Call & { readonly integration: readonly ChainStep[] })[];
}

/** Prepares a route, so that each caller is a question of its own. */
export const prepareRoute = (
  world: AccessWorld,
  { api, route }: Pick<JudgedRoute, 'api' | 'route'>,
  itemsOf: ItemSteps,
): JudgedRoute => ({
  api,
  route,
  calls: callsOf(api, route).map((call) => ({ ...call, integration: integrationSteps(world, call, itemsOf) })),
});

/** The chain of a caller to a route: of all methods and stages that the route answers, by the best of the caller's ways. */
export function judgeRoute(world: AccessWorld, judged: JudgedRoute, { ways }: Caller): Judgement {
  if (judged.calls.length === 0) {
    const steps = [stops('integration', 'no stage serves the API', world.origins.of(judged.api))];
    return { steps, chains: [steps] };
  }
  const answers = judged.calls.map((call) => ({ method: call.method, ...bestChain(world, call, ways) }));
  const steps = bestOf(answers.map((answer) => answer.steps));
  if (judged.route.method !== 'ANY') return { steps, chains: answers.flatMap(({ chains }) => chains) };
  const chains = answers.flatMap((answer) => answer.chains.map((chain) => [...chain, methodStep([answer])]));
  const verdicts = new Set(answers.map((answer) => verdictOf(answer.steps)));
  return { steps: verdicts.size === 1 ? steps : [...steps, methodStep(answers)], chains };
}

function methodStep(answers: readonly { readonly method: string; readonly steps: readonly ChainStep[] }[]): ChainStep {
  const open = answers.filter(({ steps }) => verdictOf(steps) !== 'denied').map(({ method }) => method);
  const methods = [...new Set(open)];
  const some = answers.some(({ steps }) => verdictOf(steps) === 'conditional')
    ? ', not all of them for each request'
    : '';
  const text = `the method decides: open are ${methods.join(', ')}${some}`;
  return decides('statement', { text, demand: oneOf('the method', methods) });
}

/** Of ways that all are refused, those that bring what the route asks for say best what is missing. */
function bestChain(world: AccessWorld, call: JudgedRoute['calls'][number], ways: readonly Way[]): Judgement {
  const fitting = bestWay(
    ways.filter((way) => fits(call, way)),
    (way) => chainOf(world, call, way),
  );
  if (verdictOf(fitting.steps) === 'allowed') return fitting;
  const other = bestWay(
    ways.filter((way) => !fits(call, way)),
    (way) => chainOf(world, call, way),
  );
  const chains = [...fitting.chains, ...other.chains];
  if (fitting.steps.length === 0) return { steps: other.steps, chains };
  const isOther = verdictOf(fitting.steps) === 'denied' && verdictOf(other.steps) !== 'denied';
  return { steps: isOther ? other.steps : fitting.steps, chains };
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

function chainOf(world: AccessWorld, call: JudgedRoute['calls'][number], way: Way): readonly ChainStep[] {
  const before = anonymousEnough(call, way) ? way.steps.slice(0, 1) : way.steps;
  if (verdictOf(before) === 'denied') return before;
  const admission = [...before, ...authorizationSteps(world, call, way.credential)];
  return verdictOf(admission) === 'denied' ? admission : [...admission, ...call.integration];
}

/** An open route asks nobody how they came: whoever they are, they call as anybody does. */
const anonymousEnough = ({ route }: Call, { steps }: Way): boolean =>
  route.authorization.kind === 'NONE' && steps[0]?.outcome === 'passes';

function authorizationSteps(world: AccessWorld, call: Call, credential: Credential): readonly ChainStep[] {
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

function bySignature(world: AccessWorld, call: Call, credential: Credential): readonly ChainStep[] {
  const at = world.origins.of(call.route);
  if (credential.kind !== 'session') {
    return [stops('authorizer', 'the method wants a signature of AWS credentials, and there is none', at)];
  }
  const answer = askForSession(world, credential.session, { ...call, action: invoke });
  return [passes('authorizer', 'the method takes a signature of AWS credentials', at), statementStep(world, answer)];
}

function afterAuthorizer(steps: readonly ChainStep[], world: AccessWorld, call: Call): readonly ChainStep[] {
  return verdictOf(steps) === 'denied' ? steps : [...steps, ...resourcePolicySteps(world, call)];
}

const unknownAuthorization = (authorization: never): readonly ChainStep[] => [
  stops('authorizer', `unknown authorization ${JSON.stringify(authorization)}`),
];
