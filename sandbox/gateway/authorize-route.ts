import type { LambdaAuthorizer } from '../../blueprint/model/authorization';
import type { Decision } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { explain } from '../../iam/explain';
import { accessDeniedMessage, because } from '../credentials/access-denied';
import { authorize } from '../credentials/authorize';
import type { SignatureVerifier } from '../credentials/caller';
import { requestContext } from '../credentials/request-context';
import type { LambdaAuthorization } from './authorize-by-lambda';
import type { UserPoolAuthorization } from './authorize-by-user-pool';
import type { Admission, RoutedExchange } from './exchange';
import { accessDenied, type TypedRefusal } from './refusal';
import { resourcePoliciesOf } from './resource-policy';
import { signatureAnswer } from './signature-answer';

const action = 'execute-api:Invoke';

/** What each kind of authorization is judged by. */
export interface Judges {
  readonly verifySignature: SignatureVerifier;
  readonly byUserPool: UserPoolAuthorization;
  readonly byLambda: LambdaAuthorization;
}

/** Lets a request in or refuses it, as the route's authorization says. A kind that is not known lets nobody in. */
export async function authorizeRoute(exchange: RoutedExchange, judges: Judges): Promise<Admission | TypedRefusal> {
  const { authorization } = exchange.route;
  switch (authorization.kind) {
    case 'NONE':
      return admitAnybody(exchange);
    case 'AWS_IAM':
      return admitSigned(exchange, judges.verifySignature);
    case 'COGNITO_USER_POOLS':
      return afterResourcePolicy(exchange, await judges.byUserPool(exchange, authorization));
    case 'CUSTOM':
      return admitByLambda(exchange, authorization.authorizer, judges.byLambda);
    default:
      return unknownAuthorization(authorization);
  }
}

/** An open route is still subject to the API's resource policy. */
function admitAnybody(exchange: RoutedExchange): Admission | TypedRefusal {
  return afterResourcePolicy(exchange, { kind: 'admitted', identity: undefined });
}

/**
 * Where nobody signed, a resource policy is asked by itself, and must then allow. For tokens the developer guide says so
 * in words and otherwise in a table; what opens less is taken.
 */
function afterResourcePolicy(exchange: RoutedExchange, admission: Admission | TypedRefusal): Admission | TypedRefusal {
  if (admission.kind !== 'admitted') return admission;
  const decision = byResourcePolicy(exchange);
  return decision === undefined || decision.kind === 'allowed' ? admission : denied(exchange, 'anonymous', decision);
}

/** What the API's resource policy says of somebody who did not sign; `undefined` where it has none. */
function byResourcePolicy(exchange: RoutedExchange): Decision | undefined {
  const resourcePolicies = resourcePoliciesOf(exchange.api);
  if (resourcePolicies.length === 0) return undefined;
  return evaluate({
    request: { ...invocationOf(exchange), principal: { kind: 'anonymous' } },
    identityPolicies: [],
    resourcePolicies,
  });
}

const invocationOf = ({ methodArn, request, receivedAt }: RoutedExchange) => ({
  action,
  resource: methodArn,
  context: requestContext(request, receivedAt),
});

function admitSigned(exchange: RoutedExchange, verifySignature: SignatureVerifier): Admission | TypedRefusal {
  const signature = verifySignature(exchange.request, { service: 'execute-api', region: exchange.account.region });
  if (signature.kind === 'refused') return signatureAnswer(signature);
  const { caller, accessKeyId } = signature;
  const decision = authorize(caller, {
    ...invocationOf(exchange),
    resourcePolicies: resourcePoliciesOf(exchange.api),
  });
  if (decision.kind !== 'allowed') return denied(exchange, caller.arn, decision);
  return { kind: 'admitted', identity: { caller, accessKeyId } };
}

/**
 * In two phases: a resource policy that denies ends it before the function is called, and one that allows makes up for
 * a returned policy that is silent. Source: API Gateway developer guide, authorization flow.
 */
async function admitByLambda(
  exchange: RoutedExchange,
  authorizer: LambdaAuthorizer,
  byLambda: LambdaAuthorization,
): Promise<Admission | TypedRefusal> {
  const byResource = byResourcePolicy(exchange);
  if (byResource?.kind === 'explicitly-denied') return denied(exchange, 'anonymous', byResource);
  const returned = await byLambda(exchange, authorizer);
  if (returned.kind !== 'returned') return returned;
  const { principalId, policy, context } = returned.result;
  const decision = evaluate({
    // The policy is about its own principal, whoever that is: a function may call it what it likes.
    request: { ...invocationOf(exchange), principal: { kind: 'aws', accountId: exchange.account.accountId, arns: [] } },
    identityPolicies: [{ name: `returned by ${authorizer.name}`, document: policy }],
  });
  if (decision.kind === 'allowed' || (decision.kind === 'implicitly-denied' && byResource?.kind === 'allowed')) {
    const told = { ...context, principalId, integrationLatency: returned.latency };
    return { kind: 'admitted', identity: undefined, subject: principalId, authorizer: told };
  }
  return accessDenied(
    `User is not authorized to access this resource ${because(decision, action)}`,
    `${principalId} may not ${action} on ${exchange.methodArn}: ${explain(decision)}`,
  );
}

type Denial = Exclude<Decision, { readonly kind: 'allowed' }>;

function denied({ methodArn, account }: RoutedExchange, user: string, decision: Denial): TypedRefusal {
  // AWS masks the account in the resource, and not in the user.
  const resource = methodArn.replace(`:${account.accountId}:`, `:********${account.accountId.slice(-4)}:`);
  return accessDenied(
    accessDeniedMessage({ user, action, resource, decision }),
    `${user} may not ${action} on ${methodArn}: ${explain(decision)}`,
  );
}

const unknownAuthorization = (authorization: never): TypedRefusal =>
  accessDenied(
    'User is not authorized to access this resource',
    `Unknown authorization ${JSON.stringify(authorization)}.`,
  );
