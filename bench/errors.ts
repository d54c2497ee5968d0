/** Something other than what was to be measured happened, so there is nothing to report. */
export class BenchError extends Error {
  override readonly name = 'BenchError';

  constructor(what: string) {
    super(`Nothing was measured: ${what}`);
  }
}
