/** A scan that proves nothing, or found something. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
}

export const toolFailed = (command: string, status: number, output: string): ScanError =>
  new ScanError(
    `${command} ended with ${status}.\n${output}\nThe scan needs Python 3.10 or later with its venv module, and PyPI for the first run.`,
  );

export const unusableReport = (fault: string): ScanError =>
  new ScanError(`The report of checkov ${fault}. The scan proves nothing; nothing may be taken from it.`);

export const findings = (lines: readonly string[]): ScanError =>
  new ScanError(
    `The scan does not hold:\n${lines.map((line) => `  ${line}`).join('\n')}\n` +
      'Correct the stack, or write the reason why it must be so into scripts/scan/exceptions.ts.',
  );
