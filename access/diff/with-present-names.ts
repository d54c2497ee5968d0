import type { When } from '../model';
import type { Rename } from './symbolic-stacks';

const types: Readonly<Record<string, string>> = {
  'user pool': 'aws_cognito_user_pool',
  client: 'aws_cognito_user_pool_client',
  'identity pool': 'aws_cognito_identity_pool',
  secret: 'aws_secretsmanager_secret',
  role: 'aws_iam_role',
};

/** The same conditions, with the things in them, `{role shop/keeper}` or `{role shop:aws_iam_role.keeper}`, as they are called now. */
export function withPresentNames(when: When, rename: Rename): When {
  const present = (...[whole, kind = '', stack = '', name, address]: readonly (string | undefined)[]): string => {
    if (address !== undefined) return `{${kind} ${stack}:${rename(stack, address)}}`;
    const type = types[kind];
    if (type === undefined || name === undefined) return whole ?? '';
    const moved = rename(stack, `${type}.${name}`);
    return `{${kind} ${stack}/${moved.slice(moved.lastIndexOf('.') + 1)}}`;
  };
  const named = /\{([a-z ]+) ([\w-]+)(?:\/([\w-]+)|:([\w.-]+))\}/g;
  return JSON.parse(JSON.stringify(when).replace(named, present)) as When;
}
