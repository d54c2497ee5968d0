import type { ConditionContext } from '../../iam/decision';
import { explain } from '../../iam/explain';
import type { SandboxRequest } from '../http/message';
import { AwsJsonError } from '../protocol/aws-json';
import { accessDeniedMessage } from './access-denied';
import { authorize } from './authorize';
import type { Caller, NamedPolicy, SignatureRefusal, SignatureVerifier } from './caller';
import { requestContext } from './request-context';
import { firstLine } from './signature-refusals';
import type { Clock } from '../system/services';

/** What a gate needs. */
export interface JsonGateServices {
  readonly verify: SignatureVerifier;
  readonly region: string;
  /** As in the credential scope: `dynamodb`, `cognito-idp`, `cognito-identity`. */
  readonly service: string;
  /** For the condition keys `aws:CurrentTime` and `aws:EpochTime`, which are absent without it. */
  readonly clock?: Clock;
  /** For the condition keys `aws:ResourceTag/…`, which are not known without it. */
  readonly tagsOf?: (resource: string) => Readonly<Record<string, string>> | undefined;
}

/**
 * What is asked: the action as `<service>:<Action>`, the ARN that is acted upon, condition keys of the operation, and
 * the policies of the resource itself where it has some.
 */
export type JsonAccess = readonly [
  action: string,
  resource: string,
  context?: ConditionContext,
  resourcePolicies?: readonly NamedPolicy[],
];

/** Returns who signed the request and may do this, or throws an `AwsJsonError`. */
export type JsonGate = (request: SandboxRequest, ...access: JsonAccess) => Caller;

/** The door of a service that speaks the AWS JSON protocol: signature first, then policies. */
export function createJsonGate({ verify, region, service, clock, tagsOf }: JsonGateServices): JsonGate {
  return (request, ...[action, resource, context, resourcePolicies]) => {
    const signature = verify(request, { service, region });
    if (signature.kind === 'refused') throw refusal(signature.code, firstLine(signature.message));
    const { caller } = signature;
    const decision = authorize(caller, {
      action,
      resource,
      context: { ...requestContext(request, clock?.now()), ...context },
      tags: tagsOf?.(resource),
      resourcePolicies,
    });
    if (decision.kind === 'allowed') return caller;
    throw new AwsJsonError(
      'AccessDeniedException',
      accessDeniedMessage({ user: caller.arn, action, resource, decision }),
      { reason: `${caller.arn} may not ${action} on ${resource}: ${explain(decision)}` },
    );
  };
}

/** One line of AWS's text: the rest of a mismatch holds the request's own headers, the session token among them. */
function refusal(code: SignatureRefusal, message: string): AwsJsonError {
  return new AwsJsonError(exceptions[code], message, { reason: `${code}: ${message}` });
}

const exceptions: Readonly<Record<SignatureRefusal, string>> = {
  'missing-authentication-token': 'MissingAuthenticationTokenException',
  'incomplete-signature': 'IncompleteSignatureException',
  'invalid-key-id': 'UnrecognizedClientException',
  'invalid-session-token': 'UnrecognizedClientException',
  'expired-session-token': 'ExpiredTokenException',
  'signature-expired': 'InvalidSignatureException',
  'signature-not-yet-current': 'InvalidSignatureException',
  'wrong-region': 'InvalidSignatureException',
  'wrong-service': 'InvalidSignatureException',
  'signature-mismatch': 'InvalidSignatureException',
};
