import { unusableReport } from './errors';
import type { Exception } from './exceptions';

/** One check of one resource. */
export interface Checked {
  readonly check: string;
  readonly name: string;
  /** `stack/type.name` */
  readonly address: string;
  readonly passed: boolean;
}

interface ReportedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly file_line_range: readonly [number, number];
  readonly resource: string;
}

interface Report {
  readonly summary: { readonly parsing_errors: number };
  readonly results: {
    readonly passed_checks: readonly ReportedCheck[];
    readonly failed_checks: readonly ReportedCheck[];
  };
}

/** What was scanned: address of each resource to its type, and its address by stack and line. */
export interface Scanned {
  readonly typeOf: ReadonlyMap<string, string>;
  readonly addressAt: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Types that the scanner has checks for. */
  readonly knownTypes: ReadonlySet<string>;
}

/**
 * Reads checkov's JSON report; `complaints` is what it wrote to its standard error.
 *
 * @throws ScanError where the report is not about what was scanned
 */
export function readReport(text: string, complaints: string, { addressAt }: Scanned): readonly Checked[] {
  const broken = complaints.split('\n').filter((line) => line.includes('[ERROR]'));
  if (broken.length > 0) throw unusableReport(`is incomplete: ${broken.slice(0, 5).join('; ')}`);
  const { summary, results } = parsed(text);
  if (results === undefined) throw unusableReport('is about no resource at all');
  if (summary.parsing_errors !== 0)
    throw unusableReport(`leaves out ${summary.parsing_errors} files that it cannot read`);
  const checked = (passed: boolean) => (one: ReportedCheck) => ({
    check: one.check_id,
    name: one.check_name,
    address: addressOf(one, addressAt),
    passed,
  });
  return [...results.passed_checks.map(checked(true)), ...results.failed_checks.map(checked(false))].filter(
    ({ address }) => address !== '',
  );
}

/** What is wrong, a line each; empty where the scan holds. */
export function judge(
  checked: readonly Checked[],
  scanned: Scanned,
  exceptions: readonly Exception[],
): readonly string[] {
  const seen = new Set(checked.map(({ address }) => address));
  const known = [...scanned.typeOf].filter(([, type]) => scanned.knownTypes.has(type)).map(([address]) => address);
  const failed = checked.filter(({ passed }) => !passed);
  const excuses = (exception: Exception, one: Checked): boolean =>
    exception.check === one.check && exception.resource.exec(one.address)?.[0] === one.address;
  return [
    ...(known.length === 0 ? ['Nothing was scanned.'] : []),
    ...known.filter((address) => !seen.has(address)).map((address) => `${address} was not scanned.`),
    ...failed
      .filter((one) => !exceptions.some((exception) => excuses(exception, one)))
      .map(({ check, name, address }) => `${address}: ${check} ${name}`),
    ...exceptions
      .filter((exception) => !failed.some((one) => excuses(exception, one)))
      .map(({ check, resource }) => `The exception of ${check} for ${resource.source} excuses nothing; remove it.`),
  ];
}

/** Empty for data sources. */
function addressOf(
  { file_path: path, file_line_range: [first], resource }: ReportedCheck,
  at: Scanned['addressAt'],
): string {
  const stack = path.split('/').at(-2) ?? '';
  const lines = at.get(stack);
  if (lines === undefined) throw unusableReport(`is about ${path}, which was not given to it`);
  if (resource.startsWith('data.')) return '';
  // The range begins with the line of the name, or with the one before.
  const address = [lines.get(first + 1), lines.get(first)].find((one) =>
    one?.endsWith(`.${resource.split('.').at(-1) ?? ''}`),
  );
  if (address === undefined) throw unusableReport(`tells of ${resource} at line ${first} of ${path}, where it is not`);
  return address;
}

function parsed(text: string): { readonly summary: Report['summary']; readonly results?: Report['results'] } {
  try {
    const report = JSON.parse(text) as Partial<Report>;
    // Where it scanned nothing, checkov prints the counts alone.
    return { summary: report.summary ?? { parsing_errors: 0 }, ...(report.results && { results: report.results }) };
  } catch {
    throw unusableReport('is not JSON');
  }
}
