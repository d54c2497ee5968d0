import { createHash } from 'node:crypto';

/** What a made-up identifier hangs on; the same owner gets the same identifier each time. */
export interface Owner {
  readonly stack: string;
  readonly address: string;
}

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();

/** `0-9A-Za-z` */
export const alphanumeric = digits + upper + lower;
/** `0-9a-z` */
export const lowerAlphanumeric = digits + lower;
/** `0-9A-Z` */
export const upperAlphanumeric = digits + upper;
export { digits };

/** `length` characters of `alphabet` that follow from the owner and the purpose. */
export function stableText(
  owner: Owner,
  purpose: string,
  { length, alphabet }: { readonly length: number; readonly alphabet: string },
): string {
  let text = '';
  for (let round = 0; text.length < length; round++) {
    for (const byte of digest(owner, purpose, round)) text += alphabet.charAt(byte % alphabet.length);
  }
  return text.slice(0, length);
}

/** A UUID, of version 4 by its shape, that follows from the owner and the purpose. */
export function stableUuid(owner: Owner, purpose: string): string {
  const bytes = digest(owner, purpose, 0).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function digest(owner: Owner, purpose: string, round: number): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([owner.stack, owner.address, purpose, round]))
    .digest();
}
