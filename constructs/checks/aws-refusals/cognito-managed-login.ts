import { blocksAt, isSet, isUnknown, textAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, rulesOf, together } from './judges';
import type { AwsRefusal } from './model';

/** How managed login looks for an app client, as the Cognito API reference and its refusals at creation have it. */
export const managedLoginRefusals: readonly AwsRefusal[] = rulesOf('aws_cognito_managed_login_branding', [
  {
    id: 'cognito-branding-one-source',
    argument: 'settings',
    rule: 'a branding has settings, or use_cognito_provided_values true, and not both.',
    whatToDo: 'Keep one of the two.',
    judge: together(
      ['settings', 'use_cognito_provided_values'],
      (args) =>
        !isUnknown(args, 'use_cognito_provided_values') &&
        isSet(args, 'settings') === isTrue(args['use_cognito_provided_values']),
    ),
  },
  {
    id: 'cognito-branding-icon',
    argument: 'asset.extension',
    rule: 'the extension "ICO" is for the category "FAVICON_ICO".',
    whatToDo: 'Use PNG, JPEG, SVG or WEBP for the others.',
    judge: (args) =>
      first(
        blocksAt(args, 'asset')
          .filter(isWrongIcon)
          .map(({ category }) => category),
      ),
  },
  {
    id: 'cognito-branding-twice',
    argument: 'client_id',
    rule: 'an app client has one branding.',
    whatToDo: 'Merge the two.',
    judge: (args, argument, { self, stack }) =>
      first(
        stack.resources
          .filter((other) => other.type === self.type && other.address < self.address)
          .filter((other) => other.args[argument] === args[argument] && args[argument] !== undefined)
          .map((other) => other.args[argument]),
      ),
  },
]);

const isTrue = (value: unknown): boolean => value === true || value === 'true';

function isWrongIcon(asset: Arguments): boolean {
  const category = textAt(asset, 'category');
  return textAt(asset, 'extension') === 'ICO' && category !== undefined && category !== 'FAVICON_ICO';
}
