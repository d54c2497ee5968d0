/** The page was served without what it must know. */
export class NotConfiguredError extends Error {
  override readonly name = 'NotConfiguredError';
  constructor(answer: string) {
    super(
      `This page's origin answers config.json with ${answer}. It must be JSON with issuer, domain, clientId and filesUrl.`,
    );
  }
}
