/**
 * A profile that must not be made. A user pool repeats the message to whoever asked for it, so it never says who else is
 * there.
 */
export class SignUpRefusedError extends Error {
  override readonly name = 'SignUpRefusedError';

  constructor(
    readonly reason: SignUpRefusal,
    message: string,
  ) {
    super(message);
  }
}

/** Stable codes for the log. */
export type SignUpRefusal = 'attribute-of-providers' | 'provider-unknown';

/** Rights depend on the attribute: who could bring it along could take them. */
export function attributeOfProviders(attribute: string): SignUpRefusedError {
  return new SignUpRefusedError(
    'attribute-of-providers',
    `${attribute} comes from an identity provider alone. Leave it out.`,
  );
}

/** A provider that the deployment does not name. */
export function providerUnknown(): SignUpRefusedError {
  return new SignUpRefusedError('provider-unknown', 'This identity provider is not accepted here. Use another one.');
}
