/** A query parameter, decoded to bytes; each character of the texts is one byte. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads a query as sent: `%XX` is a byte and `+` a space. What is no valid escape stands for itself, so nothing is
 * refused here. The texts are binary strings: see `fromBytes`.
 */
export function decodeQuery(query: string): readonly QueryParameter[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1
        ? { name: decodeBytes(part), value: '' }
        : { name: decodeBytes(part.slice(0, equals)), value: decodeBytes(part.slice(equals + 1)) };
    });
}

/** A binary string read as UTF-8. */
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Percent-encodes each byte but the unreserved ones of RFC 3986, as AWS asks of a signer. */
export function encodeBytes(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function decodeBytes(text: string): string {
  return toBytes(text)
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What Node reads from the wire holds a byte a character; text made in this process may hold more. */
export const toBytes = (text: string): string =>
  /^[\x00-\xff]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
