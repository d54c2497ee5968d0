import type { Decision } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { explain } from '../../iam/explain';
import { accessDeniedMessage } from '../credentials/access-denied';
import { authorize } from '../credentials/authorize';
import type { SignatureVerifier } from '../credentials/caller';
import { requestContext } from '../credentials/request-context';
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
  const resourcePolicies = resourcePoliciesOf(exchange.api);
  if (admission.kind !== 'admitted' || resourcePolicies.length === 0) return admission;
  const decision = evaluate({
    request: {
      principal: { kind: 'anonymous' },
      action,
      resource: exchange.methodArn,
      context: requestContext(exchange.request, exchange.receivedAt),
    },
    identityPolicies: [],
    resourcePolicies,
  });
  return decision.kind === 'allowed' ? admission : denied(exchange, 'anonymous', decision);
}

function admitSigned(exchange: RoutedExchange, verifySignature: SignatureVerifier): Admission | TypedRefusal {
  const signature = verifySignature(exchange.request, { service: 'execute-api', region: exchange.account.region });
  if (signature.kind === 'refused') return signatureAnswer(signature);
  const { caller, accessKeyId } = signature;
  const decision = authorize(caller, {
    action,
    resource: exchange.methodArn,
    context: requestContext(exchange.request, exchange.receivedAt),
    resourcePolicies: resourcePoliciesOf(exchange.api),
  });
  if (decision.kind !== 'allowed') return denied(exchange, caller.arn, decision);
  return { kind: 'admitted', identity: { caller, accessKeyId } };
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
