import { blocksAt, numbersAt, textAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, firstTwice, rulesOf, texts } from './judges';
import type { Judge } from './judges';
import type { AwsRefusal } from './model';

/** Standard attributes that are no texts. */
const standardTypes: ReadonlyMap<string, string> = new Map([
  ['updated_at', 'Number'],
  ['email_verified', 'Boolean'],
  ['phone_number_verified', 'Boolean'],
]);

/** The attributes of OpenID Connect that every user pool has. */
export const standardAttributes: ReadonlySet<string> = new Set([
  ...[
    'address',
    'birthdate',
    'email',
    'email_verified',
    'family_name',
    'gender',
    'given_name',
    'locale',
    'middle_name',
  ],
  ...['name', 'nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub'],
  ...['updated_at', 'website', 'zoneinfo'],
]);

const mostCustomAttributes = 50;

const isCustom = (block: Arguments): boolean => {
  const name = textAt(block, 'name');
  return name !== undefined && !standardAttributes.has(name);
};

/** Attributes of a user pool. */
export const userPoolSchemaRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_user_pool', [
  {
    id: 'cognito-schema-custom-required',
    argument: 'schema.required',
    rule: 'a custom attribute cannot be required.',
    whatToDo: 'Set required to false and check the attribute in the application.',
    judge: (args) => first(names(blocksAt(args, 'schema').filter((one) => isCustom(one) && one['required'] === true))),
  },
  {
    id: 'cognito-schema-name-length',
    argument: 'schema.name',
    rule: 'a name has 1 to 20 characters, without the prefix custom:.',
    whatToDo: 'Shorten the name.',
    judge: texts(
      (name) => standardAttributes.has(name) || (name.length > 0 && name.replace(/^custom:/, '').length <= 20),
    ),
  },
  {
    id: 'cognito-schema-name-twice',
    argument: 'schema.name',
    rule: 'each attribute is declared once.',
    whatToDo: 'Remove one.',
    judge: (args) => firstTwice(names(blocksAt(args, 'schema'))),
  },
  {
    id: 'cognito-schema-count',
    argument: 'schema',
    rule: `there are at most ${mostCustomAttributes} custom attributes.`,
    whatToDo: 'Keep the rest in a table.',
    judge: (args) => {
      const count = blocksAt(args, 'schema').filter(isCustom).length;
      return count > mostCustomAttributes ? `${count} custom attributes` : undefined;
    },
  },
  {
    id: 'cognito-schema-standard-type',
    argument: 'schema.attribute_data_type',
    rule: 'a standard attribute keeps its type: String, but updated_at Number and the verified ones Boolean.',
    whatToDo: 'Write its own type.',
    judge: (args) =>
      first(
        names(
          blocksAt(args, 'schema').filter((one) => {
            const name = textAt(one, 'name') ?? '';
            const type = textAt(one, 'attribute_data_type');
            return standardAttributes.has(name) && type !== undefined && type !== (standardTypes.get(name) ?? 'String');
          }),
        ),
      ),
  },
  {
    id: 'cognito-schema-length-order',
    argument: 'schema.string_attribute_constraints',
    rule: 'min_length is at most max_length.',
    whatToDo: 'Swap or correct them.',
    judge: ordered('min_length', 'max_length'),
  },
  {
    id: 'cognito-schema-value-order',
    argument: 'schema.number_attribute_constraints',
    rule: 'min_value is at most max_value.',
    whatToDo: 'Swap or correct them.',
    judge: ordered('min_value', 'max_value'),
  },
]);

function names(blocks: readonly Arguments[]): readonly string[] {
  return blocks.map((block) => textAt(block, 'name')).filter((name) => name !== undefined);
}

function ordered(least: string, most: string): Judge {
  return (args, argument) =>
    first(
      blocksAt(args, argument).filter((block) => {
        const [from] = numbersAt(block, least);
        const [to] = numbersAt(block, most);
        return from !== undefined && to !== undefined && from > to;
      }),
    );
}
