import type { LambdaFunction } from '../../blueprint/model';
import type { LambdaAuthorizer } from '../../blueprint/model/authorization';
import { type Credential, decides, stops } from '../callers/caller';
import { type ChainStep, decidedBy } from '../chain';
import type { AccessWorld } from '../world';
import { byGroup } from './by-group';
import type { Call } from './call';
import type { GroupAuthorizer } from './group-rules';
import { functionAt, mayInvoke } from './integration';
import { askAnonymously, statementStep } from './statement';

/**
 * What a Lambda authorizer says. The framework's is understood; of any other the code decides, and nobody can tell from
 * here. A resource policy that denies ends it before the function is asked (API Gateway developer guide, "API Gateway
 * authorization flow").
 */
export function byLambda(
  world: AccessWorld,
  { call, authorizer }: { readonly call: Call; readonly authorizer: LambdaAuthorizer },
  credential: Credential,
): readonly ChainStep[] {
  const byResource = call.resourcePolicies.length === 0 ? undefined : askAnonymously(call);
  if (byResource?.denial === 'explicit') return [statementStep(world, byResource)];
  const at = world.origins.of(authorizer);
  const lambda = functionAt(world, authorizer.functionArn);
  if (lambda === undefined || !mayInvoke(world, lambda, `${call.api.executionArn}/authorizers/${authorizer.id}`)) {
    return [stops('authorizer', `API Gateway may not call the function of ${authorizer.name}: 500`, at)];
  }
  const understood = world.groupAuthorizer(lambda);
  // Anybody can write something where a token is expected. The framework's authorizer takes no such text; another may.
  const missing = understood === undefined ? undefined : missingIdentity(authorizer, credential);
  if (missing !== undefined) return [stops('authorizer', missing, at)];
  const makesUp = byResource !== undefined && byResource.verdict !== 'denied';
  const before = byResource?.verdict === 'conditional' ? [statementStep(world, byResource)] : [];
  return [...before, ...decision(world, { call, authorizer, lambda, understood, makesUp }, credential)];
}

interface Asked {
  readonly call: Call;
  readonly authorizer: LambdaAuthorizer;
  readonly lambda: LambdaFunction;
  /** Absent for other code than the framework's. */
  readonly understood: GroupAuthorizer | undefined;
  /** Whether the resource policy allows, be it some requests alone, what a returned policy is silent about. */
  readonly makesUp: boolean;
}

function decision(
  world: AccessWorld,
  { call, authorizer, lambda, understood, makesUp }: Asked,
  credential: Credential,
): readonly ChainStep[] {
  const at = world.origins.of(lambda);
  if (understood === undefined || makesUp) {
    const text = `decided by the code of ${lambda.name}, the authorizer ${authorizer.name}`;
    const demand = decidedBy(`the code of {function ${lambda.stack}:${lambda.address}}`);
    return [decides('authorizer', { text, demand }, at)];
  }
  return byGroup(world, { call, authorizer: understood, lambda }, credential);
}

/** Before the function is asked, each of its identity sources must be there. */
function missingIdentity(authorizer: LambdaAuthorizer, credential: Credential): string | undefined {
  if (credential.kind === 'token') return undefined;
  if (authorizer.kind === 'TOKEN') {
    return `the authorizer ${authorizer.name} wants a token in ${authorizer.tokenHeader}, and there is none`;
  }
  const wanted = authorizer.identitySources.filter(({ place }) => place === 'header' || place === 'querystring');
  if (wanted.length === 0) return undefined;
  return `the authorizer ${authorizer.name} wants ${wanted.map(({ name }) => name).join(' and ')}, and there is none`;
}
