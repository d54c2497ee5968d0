import { sign, type KeyObject } from 'node:crypto';

/** Whose certificate, and for how long. */
export interface CertificateSubject {
  readonly commonName: string;
  /** Milliseconds since 1970, before the year 2050. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Positive, and without a leading zero. */
  readonly serial: Buffer;
}

/** Tags of DER (ITU-T X.690). */
const tag = {
  integer: 0x02,
  bits: 0x03,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
} as const;

const sha256WithRsa = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
const commonNameId = Buffer.from('0603550403', 'hex');

/** An X.509 certificate that says no more than a name and a key (RFC 5280, section 4.1). Base64 of DER. */
export function selfSignedCertificate(
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  { commonName, notBefore, notAfter, serial }: CertificateSubject,
): string {
  const name = sequence(der(tag.set, sequence(commonNameId, der(tag.utf8, Buffer.from(commonName)))));
  const body = sequence(
    der(tag.version, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, serial),
    sha256WithRsa,
    name,
    sequence(utcTime(notBefore), utcTime(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(tag.bits, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  return sequence(body, sha256WithRsa, signature).toString('base64');
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(tag.sequence, Buffer.concat(parts));

const utcTime = (time: number): Buffer =>
  der(tag.utcTime, Buffer.from(`${new Date(time).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

function der(kind: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}
