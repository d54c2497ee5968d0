import { wildcardReason } from './declared-wildcards';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { refersTo } from './resolved-stack';
import { literalsAt, markReferences, referencePlaceholder, unclearMark, valuesAt } from './terraform-values';

/** Where policies are attached by their ARN. */
const attachments: Readonly<Record<string, string>> = {
  aws_iam_group_policy_attachment: 'policy_arn',
  aws_iam_group_policy_attachments_exclusive: 'policy_arns',
  aws_iam_policy_attachment: 'policy_arn',
  aws_iam_role: 'managed_policy_arns',
  aws_iam_role_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachments_exclusive: 'policy_arns',
  aws_iam_user_policy_attachment: 'policy_arn',
  aws_iam_user_policy_attachments_exclusive: 'policy_arns',
  aws_ssoadmin_managed_policy_attachment: 'managed_policy_arn',
};

/** Policies of AWS that allow all of a service, or all services. */
const tooWide = /(?:Administrator|FullAccess|PowerUser)/;

/** Policies of AWS that let nobody read data: logs, traces and network interfaces of functions and APIs. */
const harmless = new Set([
  'AWSXRayDaemonWriteAccess',
  'CloudWatchLambdaInsightsExecutionRolePolicy',
  'service-role/AWSAppSyncPushToCloudWatchLogs',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
]);

/** Attached policies that allow more than was declared, or that nobody has read. */
export function findWideAttachments(resource: ResolvedResource, stack: ResolvedStack): readonly PolicyFinding[] {
  const argument = attachments[resource.type];
  return argument === undefined
    ? []
    : valuesAt(resource.args, argument)
        .flat()
        .flatMap((arn) => judge(arn, resource, stack))
        .map((finding) => ({ argument, ...finding }));
}

function judge(arn: unknown, { construct }: ResolvedResource, stack: ResolvedStack): readonly Finding[] {
  const name = nameOf(arn, stack);
  if (name.kind === 'own' || (name.kind === 'of-aws' && harmless.has(name.name))) {
    return [];
  }
  if (name.kind === 'of-aws' && tooWide.test(name.name)) {
    return [managed('policy-wide-managed', arn)];
  }
  if (construct !== undefined && wildcardReason(construct) !== undefined) {
    return [];
  }
  return [name.kind === 'of-aws' ? managed('policy-managed', arn) : unread(arn)];
}

type Finding = Omit<PolicyFinding, 'argument'>;

/** Whose a policy is: of the app, where it is judged as itself; of AWS; or of whom nobody knows. */
type PolicyName = { readonly kind: 'own' | 'unread' } | { readonly kind: 'of-aws'; readonly name: string };

function nameOf(arn: unknown, stack: ResolvedStack): PolicyName {
  if (typeof arn !== 'string') {
    return { kind: 'unread' };
  }
  const text = markReferences(arn);
  const name = /^arn:[^:]*:iam::aws:policy\/(.*)$/.exec(text)?.[1];
  if (name !== undefined) {
    return text.includes(unclearMark) ? { kind: 'unread' } : { kind: 'of-aws', name };
  }
  const looked = stack.dataSources.find((one) => refersTo(arn, one));
  if (looked?.type === 'aws_iam_policy') {
    return lookedUp(looked);
  }
  return { kind: text === referencePlaceholder && ofApp.test(arn) ? 'own' : 'unread' };
}

/** A policy of the stack, or what another stack of the app tells. Any other attribute may be the ARN of any policy. */
const ofApp = /^\$\{(?:aws_iam_policy|data\.terraform_remote_state)\./;

/** A policy that is looked up by name or ARN; a name may be anybody's, and AWS's is the widest. */
function lookedUp({ args }: ResolvedResource): PolicyName {
  const found = [...literalsAt(args, 'arn'), ...literalsAt(args, 'name')].map(String);
  const name = found.map((one) => one.replace(/^arn:[^:]*:iam::aws:policy\//, '')).find((one) => !one.includes(':'));
  return name === undefined ? { kind: 'unread' } : { kind: 'of-aws', name };
}

function managed(id: string, arn: unknown): Finding {
  return {
    id,
    value: show(arn),
    rule: 'A role is allowed actions that are named, on resources that are named; policies of AWS name no resource.',
    whatToDo:
      id === 'policy-managed'
        ? 'Write a policy with what is needed, or call declareWildcard(attachment, reason).'
        : 'Write a policy with the actions that are needed.',
  };
}

function unread(arn: unknown): Finding {
  return {
    id: 'policy-not-judged',
    value: show(arn),
    rule: 'The policy is made elsewhere, so nobody can say what it allows.',
    whatToDo: 'Refer to an aws_iam_policy of this app, or call declareWildcard(attachment, reason).',
  };
}
