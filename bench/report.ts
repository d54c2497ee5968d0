/** One line of the report. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Absent where nothing was promised. */
  readonly goal?: { readonly says: string; readonly met: boolean };
}

/** Figures that were measured together. */
export interface Section {
  readonly title: string;
  readonly explanation: string;
  readonly figures: readonly Figure[];
}

/** Two digits are all that two runs have in common. */
export const ratio = (value: number): string => value.toPrecision(2);

/** A goal that is met at or below a limit. */
export const atMost = (value: number, limit: number): Figure['goal'] => ({
  says: `at most ${String(limit)}`,
  met: value <= limit,
});

/** A goal that is met at or above a limit. */
export const atLeast = (value: number, limit: number): Figure['goal'] => ({
  says: `at least ${String(limit)}`,
  met: value >= limit,
});

/** The page `docs/benchmarks.md`. */
export function page(sections: readonly Section[], setting: string): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`, and not to be edited. Each section is measured in one run, its contenders in turns, and',
    'reported as ratios: they carry over to other computers, milliseconds do not. No test asserts any of them.',
    '',
    `Measured on ${setting}.`,
    ...sections.flatMap(({ title, explanation, figures }) => [
      '',
      `## ${title}`,
      '',
      explanation,
      '',
      '| what | measured | goal | |',
      '|---|---|---|---|',
      ...figures.map(
        ({ what, measured, goal }) =>
          `| ${what} | ${measured} | ${goal?.says ?? ''} | ${goal === undefined ? '' : goal.met ? 'met' : '**missed**'} |`,
      ),
    ]),
    '',
  ].join('\n');
}
