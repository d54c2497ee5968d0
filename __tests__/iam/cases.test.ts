import type { Decision } from '../../iam/decision';
import type { Given } from './support';
import { decide, jsonFiles } from './support';

interface CaseFile {
  readonly documents?: Readonly<Record<string, unknown>>;
  readonly defaults?: Given;
  readonly cases: readonly Case[];
}

interface Case extends Given {
  readonly name: string;
  readonly expected: Decision['kind'];
  /** `<policy> <statement>` of each that decided, or of the nearest miss with the part that failed. */
  readonly by?: readonly string[];
  readonly nearest?: string;
  readonly because?: string;
}

const files = jsonFiles('cases') as { readonly file: string; readonly json: CaseFile }[];

describe.each(files)('$file', ({ json: { documents, defaults, cases } }) => {
  test.each(cases)('$name', (one) => {
    const decision = decide({ ...defaults, ...one, context: { ...defaults?.context, ...one.context } }, documents);

    expect(decision.kind).toBe(one.expected);
    const by = decision.kind === 'implicitly-denied' ? [] : decision.by;
    if (one.by) expect(by.map(({ policy, index }) => `${policy.name} ${index}`)).toEqual(one.by);
    if (decision.kind !== 'implicitly-denied') {
      expect(by.length).toBeGreaterThan(0);
      return;
    }
    if (one.because) expect(decision.because).toBe(one.because);
    const [nearest] = decision.nearest;
    if (one.nearest) expect(nearest && `${nearest.policy.name} ${nearest.index} ${nearest.failed}`).toBe(one.nearest);
  });
});

test('no two cases of a file have the same name, and there are at least 150', () => {
  const names = files.flatMap(({ file, json }) => json.cases.map(({ name }) => `${file}: ${name}`));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(150);
});

test('a case that names a reason is one that can have it', () => {
  const misplaced = files.flatMap(({ json }) =>
    json.cases.filter(
      ({ expected, by, because, nearest }) =>
        (by && expected === 'implicitly-denied') || ((because ?? nearest) && expected !== 'implicitly-denied'),
    ),
  );
  expect(misplaced).toEqual([]);
});
