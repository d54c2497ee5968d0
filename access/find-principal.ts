import { ambiguousPrincipal, unknownPrincipal } from './errors';
import { type AccessMatrix, type Principal, principalKinds } from './model';

/**
 * The principal that a person means: by its key, by its name, or by words that are in one key alone. Case and everything
 * but letters and digits are of no account.
 *
 * @throws AccessError where no or more than one principal fits; it lists those that can be meant
 */
export function findPrincipal({ principals }: Pick<AccessMatrix, 'principals'>, asked: string): Principal {
  const wanted = plain(asked);
  const ways: readonly ((principal: Principal) => boolean)[] = [
    ({ key }) => key === asked,
    ({ key }) => plain(key) === wanted,
    ({ name }) => plain(name) === wanted,
    ({ name }) => plain(name.slice(name.lastIndexOf('/') + 1)) === wanted,
    ({ key }) => wordsOf(asked).every((word) => plain(key).includes(word)),
  ];
  for (const way of wanted === '' ? [] : ways) {
    const found = principals.filter(way);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (found.length > 1) throw ambiguousPrincipal(asked, keysOf(found));
  }
  throw unknownPrincipal(asked, keysOf(nearest(principals, wordsOf(asked))));
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const keysOf = (principals: readonly Principal[]): readonly string[] => principals.map(({ key }) => key);

/** Those with one of the words first, and people before functions. */
function nearest(principals: readonly Principal[], words: readonly string[]): readonly Principal[] {
  const hits = ({ key }: Principal): number => words.filter((word) => plain(key).includes(word)).length;
  const rank = ({ kind }: Principal): number => principalKinds.indexOf(kind);
  return principals.toSorted((one, other) => hits(other) - hits(one) || rank(one) - rank(other));
}
