import type { Blueprint } from '../blueprint/model';
import type { Located } from '../blueprint/model/located';

/** How things are called in the matrix: by stack and Terraform address, since ids are made anew by each deployment. */
export interface Names {
  /** That of the stack; with the thing's own behind it where the stack has several of its kind. */
  short(thing: Located): string;
  /** `<stack>/<name of the element>` */
  full(thing: Located): string;
  /** A text with the generated ids in it replaced by what they stand for. */
  readable(text: string): string;
}

/** The names for the things of a blueprint. */
export function namesOf(blueprint: Blueprint): Names {
  const short = shortNames([blueprint.restApis, blueprint.userPools, blueprint.identityPools]);
  const replacements = new Map<string, string>();
  for (const api of blueprint.restApis) {
    replacements.set(api.executionArn, short(api));
    replacements.set(api.id, short(api));
  }
  for (const pool of blueprint.userPools) {
    replacements.set(pool.id, `{user pool ${short(pool)}}`);
    for (const client of pool.clients) replacements.set(client.id, `{client ${full(client)}}`);
  }
  for (const pool of blueprint.identityPools) replacements.set(pool.id, `{identity pool ${short(pool)}}`);
  for (const secret of blueprint.secrets) replacements.set(secret.arn, `{secret ${full(secret)}}`);
  for (const { uniqueId, ...role } of blueprint.roles) replacements.set(uniqueId, `{role ${full(role)}}`);
  replacements.set(blueprint.accountId, '{account}');
  return { short, full, readable: replacer(replacements) };
}

const full = ({ stack, address }: Located): string => `${stack}/${elementName(address)}`;

const elementName = (address: string): string => address.slice(address.lastIndexOf('.') + 1);

function shortNames(kinds: readonly (readonly Located[])[]): Names['short'] {
  const several = new Set<string>();
  for (const things of kinds) {
    for (const { stack, address } of things) {
      if (things.filter((other) => other.stack === stack).length > 1) several.add(`${stack}:${address}`);
    }
  }
  return (thing) => (several.has(`${thing.stack}:${thing.address}`) ? full(thing) : thing.stack);
}

function replacer(replacements: ReadonlyMap<string, string>): Names['readable'] {
  const longestFirst = [...replacements.keys()].toSorted((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map((text) => text.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(any, (found) => replacements.get(found) ?? found);
}
