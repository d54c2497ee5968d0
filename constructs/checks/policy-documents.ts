import type { DocumentPlaces } from './aws-refusals/iam-documents';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { readPolicy, statementsOf } from './policy-text';
import type { ResolvedResource } from './resolved-stack';
import { isObject, valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';

type Finding = Omit<PolicyFinding, 'argument'>;

/** What is wrong with a statement of a policy, given the policy's text and the statement's place in it. */
export type FindInStatement = (statement: Arguments, policy: unknown, at: number) => readonly Finding[];

/** Judges each statement of the policies that stand at these places. */
export function inDocuments(
  { type, args }: ResolvedResource,
  places: DocumentPlaces,
  find: FindInStatement,
): readonly PolicyFinding[] {
  return places
    .filter(([resourceType]) => resourceType === type)
    .flatMap(([, argument]) =>
      valuesAt(args, argument).flatMap((text) => inText(text, find).map((finding) => ({ argument, ...finding }))),
    );
}

/** Judges each statement of every other text that is a policy, whatever the argument is called. */
export function inOtherTexts({ args }: ResolvedResource, find: FindInStatement): readonly PolicyFinding[] {
  return textsWithin(args, '')
    .filter(({ text }) => text.includes('"Statement"'))
    .flatMap(({ argument, text }) => inText(text, find).map((finding) => ({ argument, ...finding })));
}

function inText(text: unknown, find: FindInStatement): readonly Finding[] {
  const policy = readPolicy(text);
  return policy.kind === 'read'
    ? statementsOf(policy.document).flatMap((statement, at) => find(statement, text, at))
    : [notJudged(policy.kind, text)];
}

const members: ReadonlySet<string> = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
]);

/** Members that no check reads, but AWS might: services differ in whether case counts. IAM refuses them by itself. */
export function findUnreadMembers(statement: Arguments): readonly Finding[] {
  return unread(Object.keys(statement).filter((name) => !members.has(name)));
}

/** As {@link findUnreadMembers}, for what stands around the statements. */
export function findUnreadAround(text: unknown): readonly Finding[] {
  const policy = readPolicy(text);
  return policy.kind === 'read'
    ? unread(Object.keys(policy.document).filter((name) => !['Version', 'Id', 'Statement'].includes(name)))
    : [];
}

function unread(names: readonly string[]): readonly Finding[] {
  return names.map((name) => ({
    id: 'policy-unread-member',
    value: show(name),
    rule: 'A policy has Version, Id and Statement, and a statement only what the IAM reference names: nobody can say what another member allows.',
    whatToDo: 'Remove it, or correct it; case counts.',
  }));
}

function textsWithin(
  value: unknown,
  argument: string,
): readonly { readonly argument: string; readonly text: string }[] {
  if (typeof value === 'string') {
    return [{ argument, text: value }];
  }
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((one) => textsWithin(one, argument));
  }
  return Object.entries(isObject(value) ? value : {}).flatMap(([name, one]) =>
    textsWithin(one, argument === '' ? name : `${argument}.${name}`),
  );
}

function notJudged(kind: 'unknown' | 'unreadable', text: unknown): Finding {
  return {
    id: 'policy-not-judged',
    value: show(text),
    rule:
      kind === 'unknown'
        ? 'Its structure is known to Terraform only, so nobody can say what it allows.'
        : 'It is no JSON object, or has a member twice, so nobody can say what it allows.',
    whatToDo:
      'Write the policy as JSON text with JSON.stringify, not with jsonencode or aws_iam_policy_document; references may stand inside its texts.',
  };
}
