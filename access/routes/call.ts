import type { RestApi, Route, Stage } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import type { NamedPolicy } from '../../iam/policy';
import { readPolicy } from '../policies/read-policy';
import { type Reach, reachOf } from '../policies/reach';

/** All requests with one method for one route at one stage. */
export interface Call {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly route: Route;
  /** Never `ANY`. */
  readonly method: string;
  readonly reach: Reach;
  readonly resourcePolicies: readonly NamedPolicy[];
}

export const invoke = 'execute-api:Invoke';

/** What is known of every request to AWS. */
export const anyRequest: ConditionContext = { 'aws:SecureTransport': 'true' };

/** What `ANY` stands for. */
export const verbs: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** What a route answers: its method, or for `ANY` each that no other route of the same path has. */
export function callsOf(api: RestApi, route: Route): readonly Call[] {
  const methods = route.method === 'ANY' ? methodsLeft(api, route) : [route.method];
  const resourcePolicies = resourcePoliciesOf(api);
  return api.stages.flatMap((stage) =>
    methods.map((method) => ({
      api,
      stage,
      route,
      method,
      reach: reachOf(`${api.executionArn}/${stage.name}/${method}${route.path}`),
      resourcePolicies,
    })),
  );
}

function methodsLeft({ routes }: RestApi, { path }: Route): readonly string[] {
  const declared = routes.filter((route) => route.path === path).map(({ method }) => method);
  return verbs.filter((verb) => !declared.includes(verb));
}

const parsed = new WeakMap<RestApi, readonly NamedPolicy[]>();

function resourcePoliciesOf(api: RestApi): readonly NamedPolicy[] {
  if (api.resourcePolicy === undefined) return [];
  const known = parsed.get(api) ?? [readPolicy(api, api.resourcePolicy, 'resource')];
  parsed.set(api, known);
  return known;
}
