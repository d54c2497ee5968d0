import { show } from '../fault';
import { allTexts, knownTexts, listOf, statementsOf } from '../policy-text';
import { isObject, referencePlaceholder } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { isConditionOperator } from './iam-condition-operators';
import type { DocumentRule } from './iam-documents';
import { first, firstTwice } from './judges';

const members = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Rules for policies of every kind, as the IAM reference and IAM's refusals have them. */
export const documentRules: readonly DocumentRule[] = [
  {
    id: 'iam-policy-version',
    rule: 'a Version is "2012-10-17" or "2008-10-17".',
    whatToDo: 'Write "2012-10-17".',
    find: ({ Version }) => first(listOf(Version).filter((one) => one !== '2012-10-17' && one !== '2008-10-17')),
  },
  {
    id: 'iam-policy-member',
    rule: 'a policy has only Version, Id and Statement.',
    whatToDo: 'Remove the other member; case counts.',
    find: (document) => first(Object.keys(document).filter((name) => !['Version', 'Id', 'Statement'].includes(name))),
  },
  {
    id: 'iam-policy-statement',
    rule: 'a policy has at least one statement.',
    whatToDo: 'Add a statement.',
    find: (document) => (listOf(document['Statement']).length === 0 ? show(document) : undefined),
  },
  {
    id: 'iam-statement-member',
    rule: `a statement has only ${members.join(', ')}.`,
    whatToDo: 'Remove the other member; case counts.',
    find: inStatements((statement) => first(Object.keys(statement).filter((name) => !members.includes(name)))),
  },
  {
    id: 'iam-effect',
    rule: 'an Effect is "Allow" or "Deny"; case counts.',
    whatToDo: 'Write one of them.',
    find: inStatements(({ Effect }) =>
      Effect === 'Allow' || Effect === 'Deny' || hasPlaceholder(Effect) ? undefined : show(Effect),
    ),
  },
  {
    id: 'iam-action-missing',
    rule: 'a statement names actions.',
    whatToDo: 'Add Action.',
    find: inStatements((one) =>
      listOf(one['Action']).length + listOf(one['NotAction']).length === 0 ? show(one) : undefined,
    ),
  },
  {
    id: 'iam-action-format',
    rule: 'an action is <service>:<Name> or *.',
    whatToDo: 'Put the service before it.',
    find: inActions((action) => action === '*' || action.includes(':')),
  },
  {
    id: 'iam-action-colon',
    rule: 'an action has one colon.',
    whatToDo: 'Correct it.',
    find: inActions((action) => action.split(':').length <= 2),
  },
  {
    id: 'iam-action-service-wildcard',
    rule: 'the service of an action has no wildcard.',
    whatToDo: 'Name the service.',
    find: inActions((action) => action === '*' || !/[*?]/.test(action.split(':')[0] ?? '')),
  },
  {
    id: 'iam-exclusive-members',
    rule: 'of Action and NotAction, Resource and NotResource, Principal and NotPrincipal a statement has one.',
    whatToDo: 'Remove one of the two.',
    find: inStatements((one) =>
      first(
        ['Action', 'Resource', 'Principal'].filter(
          (name) => one[name] !== undefined && one[`Not${name}`] !== undefined,
        ),
      ),
    ),
  },
  {
    id: 'iam-sid-format',
    rule: 'a Sid is letters and digits.',
    whatToDo: 'Remove what is neither.',
    find: inStatements(({ Sid }) => first(knownTexts(Sid).filter((sid) => !/^[0-9A-Za-z]*$/.test(sid)))),
  },
  {
    id: 'iam-sid-twice',
    rule: 'a Sid stands once in a policy.',
    whatToDo: 'Rename one.',
    find: (document) =>
      firstTwice(statementsOf(document).flatMap(({ Sid }) => knownTexts(Sid).filter((sid) => sid !== ''))),
  },
  {
    id: 'iam-condition-operator',
    rule: 'an operator is a documented one, with ForAllValues: or ForAnyValue: before it and IfExists behind it.',
    whatToDo: 'Correct the operator; "StringEquals" is the common one.',
    find: inConditions((operator) => (isConditionOperator(operator) ? undefined : show(operator))),
  },
  {
    id: 'iam-condition-value',
    rule: 'a condition compares a key with a text or a list of texts.',
    whatToDo: 'Write { operator: { key: value } }.',
    find: inConditions((_operator, keys) => {
      const values = isObject(keys) ? Object.values(keys).flatMap(listOf) : [keys];
      return isObject(keys) ? first(values.filter((value) => typeof value === 'object')) : show(keys);
    }),
  },
  {
    id: 'iam-condition-arn',
    rule: 'an Arn operator compares with an ARN of six parts, or *.',
    whatToDo: 'Write the whole ARN, or use a String operator.',
    find: inConditionValues(/^(?:For\w+:)?Arn/, (value) => value === '*' || value.split(':').length >= 6),
  },
  {
    id: 'iam-condition-ip',
    rule: 'an IpAddress operator compares with an address or a range a.b.c.d/n.',
    whatToDo: 'Correct the address.',
    find: inConditionValues(
      /^(?:For\w+:)?(?:Not)?IpAddress/,
      (value) => /^[0-9a-fA-F.:]+(?:\/\d{1,3})?$/.test(value) && /[.:]/.test(value),
    ),
  },
];

/** Rules for what a role may do. */
export const identityDocumentRules: readonly DocumentRule[] = [
  {
    id: 'iam-resource-missing',
    rule: 'a statement names resources.',
    whatToDo: 'Add Resource.',
    find: inStatements((one) =>
      listOf(one['Resource']).length + listOf(one['NotResource']).length === 0 ? show(one) : undefined,
    ),
  },
  {
    id: 'iam-resource-format',
    rule: 'a resource is an ARN or *.',
    whatToDo: 'Write the ARN.',
    find: inResources((resource) => resource === '*' || /^arn:/.test(resource)),
  },
  {
    id: 'iam-resource-parts',
    rule: 'an ARN has six parts: arn:<partition>:<service>:<region>:<account>:<resource>.',
    whatToDo: 'Add the missing colons.',
    find: inResources((resource) => !/^arn:/.test(resource) || resource.split(':').length >= 6),
  },
  {
    id: 'iam-resource-service-wildcard',
    rule: 'the service of an ARN has no wildcard.',
    whatToDo: 'Name the service.',
    find: inResources((resource) => !/[*?]/.test(resource.split(':')[2] ?? '')),
  },
  {
    id: 'iam-resource-region',
    rule: 'ARNs of IAM and Route 53 have no region.',
    whatToDo: 'Leave the region empty.',
    find: inResources((resource) => {
      const [, , service, region] = resource.split(':');
      return !(service === 'iam' || service === 'route53') || region === undefined || region === '';
    }),
  },
  {
    id: 'iam-resource-bucket',
    rule: 'the ARN of an S3 bucket has neither region nor account.',
    whatToDo: 'Write arn:aws:s3:::<bucket>.',
    find: inResources(
      (resource) => !/^arn:[^:]*:s3:[^:]*:[^:]*:[^:/]+$/.test(resource) || /^arn:[^:]*:s3:::/.test(resource),
    ),
  },
  {
    id: 'iam-identity-policy-principal',
    rule: 'a policy of a role names no principal; the role is it.',
    whatToDo: 'Remove Principal.',
    find: inStatements((one) => first(['Principal', 'NotPrincipal'].filter((name) => one[name] !== undefined))),
  },
];

/** A part that only Terraform will know. */
const hasPlaceholder = (value: unknown): boolean => typeof value === 'string' && value.includes(referencePlaceholder);

type Finder = DocumentRule['find'];

/** The first finding of a document's statements. */
export function inStatements(find: (statement: Arguments) => string | undefined): Finder {
  return (document) =>
    statementsOf(document)
      .map(find)
      .find((found) => found !== undefined);
}

function inActions(accepts: (action: string) => boolean): Finder {
  return inStatements((one) =>
    first([...knownTexts(one['Action']), ...knownTexts(one['NotAction'])].filter((action) => !accepts(action))),
  );
}

function inResources(accepts: (resource: string) => boolean): Finder {
  return inStatements((one) =>
    first([...knownTexts(one['Resource']), ...knownTexts(one['NotResource'])].filter((resource) => !accepts(resource))),
  );
}

function inConditions(find: (operator: string, keys: unknown) => string | undefined): Finder {
  return inStatements(({ Condition }) =>
    Object.entries(isObject(Condition) ? Condition : {})
      .map(([operator, keys]) => find(operator, keys))
      .find((found) => found !== undefined),
  );
}

function inConditionValues(operators: RegExp, accepts: (value: string) => boolean): Finder {
  return inConditions((operator, keys) =>
    operators.test(operator) && isObject(keys)
      ? first(
          Object.values(keys)
            .flatMap(allTexts)
            // IAM variables such as ${aws:SourceIp} are known to AWS alone.
            .filter((value) => !value.includes(referencePlaceholder) && !value.includes('${') && !accepts(value)),
        )
      : undefined,
  );
}
