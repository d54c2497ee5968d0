/** A user name of the store's own directory: lower case, so that `Bob` and `bob` are one person. */
export function normalizeUserName(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

/** Characters of a user name. */
export const userNameBounds = { least: 1, most: 64 };

/** The longest password that is hashed at all. */
export const longestPassword = 256;
