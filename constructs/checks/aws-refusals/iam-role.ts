import { knownTexts, readPolicy } from '../policy-text';
import { isObject, replaceReferences, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { documentRefusals, identityPolicies, trustPolicies } from './iam-documents';
import type { DocumentRule } from './iam-documents';
import { documentRules, identityDocumentRules, inStatements } from './iam-policy';
import { atMostCharacters, between, first, knownParts, matches, rulesOf } from './judges';
import type { Judge, RuleSpec } from './judges';
import type { AwsRefusal } from './model';

const trustActions =
  /^sts:(?:AssumeRole|AssumeRoleWithWebIdentity|AssumeRoleWithSAML|TagSession|SetSourceIdentity|SetContext)$/i;

/** Rules for who may become a role. */
const trustDocumentRules: readonly DocumentRule[] = [
  {
    id: 'iam-trust-action',
    rule: 'a trust policy allows only sts:AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, TagSession, SetSourceIdentity and SetContext, without wildcards.',
    whatToDo: 'Name the one that is needed.',
    find: inStatements((one) => first(knownTexts(one['Action']).filter((action) => !trustActions.test(action)))),
  },
  {
    id: 'iam-trust-cognito-condition',
    rule: 'a statement for cognito-identity.amazonaws.com has a Condition.',
    whatToDo: 'Compare cognito-identity.amazonaws.com:aud with the identity pool, and :amr.',
    find: inStatements((one) =>
      isObject(one['Principal']) &&
      knownTexts(one['Principal']['Federated']).includes('cognito-identity.amazonaws.com') &&
      !(isObject(one['Condition']) && Object.keys(one['Condition']).length > 0)
        ? first([one])
        : undefined,
    ),
  },
  {
    id: 'iam-trust-resource',
    rule: 'a trust policy names no resource; the role is it.',
    whatToDo: 'Remove Resource.',
    find: inStatements((one) => first(['Resource', 'NotResource'].filter((name) => one[name] !== undefined))),
  },
  {
    id: 'iam-trust-principal-missing',
    rule: 'a trust policy says who may assume the role.',
    whatToDo: 'Add Principal.',
    find: inStatements((one) =>
      one['Principal'] === undefined && one['NotPrincipal'] === undefined ? first([one]) : undefined,
    ),
  },
  {
    id: 'iam-trust-principal-star',
    rule: 'a principal of a trust policy is no bare "*".',
    whatToDo: 'Name the principal.',
    find: inStatements(({ Principal }) => (typeof Principal === 'string' ? first([Principal]) : undefined)),
  },
  {
    id: 'iam-trust-principal-aws',
    rule: 'an AWS principal is *, an account id, arn:…:iam::<account>:root, :user/… or :role/…, or a session arn:…:sts::<account>:assumed-role/…, without wildcards.',
    whatToDo: 'Name the role or the account.',
    find: principals('AWS', (name) =>
      /^(?:\*|\d{12}|arn:[^:*?]+:iam::\d{12}:(?:root|(?:user|role)\/[^*?]+)|arn:[^:*?]+:sts::\d{12}:(?:assumed-role|federated-user)\/[^*?]+)$/.test(
        name,
      ),
    ),
  },
  {
    id: 'iam-trust-principal-service',
    rule: 'a service is <name>.amazonaws.com, without wildcards.',
    whatToDo: 'Correct the name.',
    find: principals('Service', (name) => /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(name)),
  },
];

const unreadable: Omit<RuleSpec, 'argument'> = {
  id: 'iam-policy-json',
  rule: 'a policy is a JSON object.',
  whatToDo: 'Write the policy as JSON text.',
  judge: (args, argument) => first(valuesAt(args, argument).filter((text) => readPolicy(text).kind === 'unreadable')),
};

/** Source: IAM API reference, CreateRole and CreatePolicy. */
const description: RuleSpec = {
  id: 'iam-description',
  argument: 'description',
  rule: 'a description has at most 1000 characters.',
  whatToDo: 'Shorten it.',
  judge: atMostCharacters(1000),
};

/** Roles and policies: their documents and their other arguments. */
export const iamRefusals: readonly AwsRefusal[] = [
  ...documentRefusals(identityPolicies, [...documentRules, ...identityDocumentRules]),
  ...documentRefusals(trustPolicies, [...documentRules, ...trustDocumentRules]),
  ...rulesOf('aws_iam_role', [
    { ...unreadable, argument: 'assume_role_policy' },
    name('role', 64),
    path(),
    description,
    {
      id: 'iam-permissions-boundary',
      argument: 'permissions_boundary',
      rule: 'a boundary is the ARN of a policy.',
      whatToDo: 'Refer to the arn of the policy.',
      judge: matches(/^arn:[^:]+:iam::(?:\d{12}|aws):policy\/.+$/),
    },
    {
      id: 'iam-session-duration',
      argument: 'max_session_duration',
      rule: 'a session lasts at most 3600 to 43200 s.',
      whatToDo: 'Choose one of these.',
      judge: between(3600, 43_200),
    },
    size('assume_role_policy', 4096, 'a trust policy has at most 4096 characters (2048 unless the quota was raised).'),
  ]),
  ...rulesOf('aws_iam_role_policy', [
    { ...unreadable, argument: 'policy' },
    name('policy', 128),
    {
      ...size('policy', 10_240, 'inline policies of a role have together at most 10240 characters without spaces.'),
      judge: (args, argument, { self, stack }) => {
        const all = stack.resources.filter((one) => one.type === self.type && one.args['role'] === args['role']);
        const length = [self, ...all.filter((one) => one !== self)].reduce(
          (sum, one) => sum + lengthOf(one.args, argument),
          0,
        );
        return length > 10_240 ? `${length} characters` : undefined;
      },
    },
  ]),
  ...rulesOf('aws_iam_policy', [
    { ...unreadable, argument: 'policy' },
    name('policy', 128),
    path(),
    description,
    size('policy', 6144, 'a policy has at most 6144 characters without spaces.'),
  ]),
  ...rulesOf('aws_iam_role_policy_attachment', [
    {
      id: 'iam-attached-policy',
      argument: 'policy_arn',
      rule: 'an attached policy is named by its ARN.',
      whatToDo: 'Refer to the arn of the policy.',
      judge: matches(/^arn:[^:]+:iam::(?:\d{12}|aws):policy\/.+$/),
    },
  ]),
];

function name(what: string, most: number): RuleSpec {
  return {
    id: `iam-${what}-name`,
    argument: 'name',
    rule: `a name is 1 to ${most} letters, digits and + = , . @ _ -.`,
    whatToDo: 'Rename it.',
    judge: knownParts((text) => /^[A-Za-z0-9+=,.@_-]+$/.test(text) && text.length <= most),
  };
}

function path(): RuleSpec {
  return {
    id: 'iam-path',
    argument: 'path',
    rule: 'a path begins and ends with a slash, and is not /aws-service-role/.',
    whatToDo: 'Correct the path.',
    judge: matches(/^(?!\/aws-service-role\/)\/(?:[!-~]+\/)?$/),
  };
}

/** Counted without what only Terraform will know, so never too much. */
function lengthOf(args: Arguments, argument: string): number {
  return valuesAt(args, argument)
    .filter((text) => typeof text === 'string')
    .reduce((sum, text) => sum + replaceReferences(text, () => '').replace(/\s/g, '').length, 0);
}

function size(argument: string, most: number, rule: string): RuleSpec {
  const judge: Judge = (args, at) => (lengthOf(args, at) > most ? `${lengthOf(args, at)} characters` : undefined);
  return {
    id: `iam-${argument.replaceAll('_', '-')}-size-${most}`,
    argument,
    rule,
    whatToDo: 'Split the policy.',
    judge,
  };
}

function principals(kind: string, accepts: (name: string) => boolean): DocumentRule['find'] {
  return inStatements(({ Principal }) =>
    isObject(Principal) ? first(knownTexts(Principal[kind]).filter((one) => !accepts(one))) : undefined,
  );
}
