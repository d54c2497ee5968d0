import { invalidFilter } from './errors';
import type { User } from './user';

const form = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** What `ListUsers` can search by; custom attributes are not among them. */
const searchable: Readonly<Record<string, (user: User) => string | undefined>> = {
  username: (user) => user.username,
  sub: (user) => user.sub,
  'cognito:user_status': (user) => user.status,
  status: (user) => (user.enabled ? 'Enabled' : 'Disabled'),
  ...Object.fromEntries(
    ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map((name) => [
      name,
      (user: User) => user.attributes.get(name),
    ]),
  ),
};

/** Reads `<attribute> = "<value>"`, or `^=` for a prefix; empty finds all. Throws `InvalidParameterException`. */
export function userFilter(filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true;
  const [, attribute = '', operator, quoted = ''] = form.exec(filter) ?? [];
  const read = Object.hasOwn(searchable, attribute) ? searchable[attribute] : undefined;
  if (read === undefined) throw invalidFilter();
  const wanted = quoted.replace(/\\(.)/g, '$1');
  return (user) => {
    const value = read(user);
    if (value === undefined) return false;
    return operator === '=' ? value === wanted : value.startsWith(wanted);
  };
}
