import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessMatrix } from '../access/access-matrix';
import { readBlueprint } from '../blueprint/read-blueprint';
import { readStackSources } from '../blueprint/terraform/stack-source';
import { copyEnlarged } from './large-stacks';
import { atMost, type Figure, ratio, type Section } from './report';
import { medians } from './statistics';

const sizes = [10, 100, 1000] as const;

interface Measured {
  readonly read: number;
  readonly matrix: number;
  readonly cells: number;
}

/** How long `npm run access` takes after synthesis, and how that grows with the routes. */
export async function measureAccess(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-access-'));
  try {
    const today = await measure('cdktf.out');
    const grown = new Map<number, Measured>();
    for (const size of sizes) {
      const output = join(folder, String(size));
      copyEnlarged('cdktf.out', output, size);
      grown.set(size, await measure(output));
    }
    const perCell = (size: number): number => {
      const { matrix = Number.NaN, cells = Number.NaN } = grown.get(size) ?? {};
      return matrix / cells;
    };
    const growth = perCell(1000) / perCell(100);
    const read = (size: number): number => grown.get(size)?.read ?? Number.NaN;
    const reading = read(1000) / read(100);
    return {
      title: 'Who can call what',
      explanation:
        '`npm run access` after synthesis: the stacks are read, and every principal is held against every route. The larger ' +
        'ones are all stacks with so many more routes, half of them signed, half by the policies of groups; medians of 3.',
      figures: [
        { ...figure('all stacks', today), goal: atMostSeconds(today, 1) },
        ...sizes.map((size) => figure(`${String(size)} more routes`, grown.get(size) ?? today)),
        {
          what: 'time for a cell, 1,000 more routes to 100',
          measured: ratio(growth),
          goal: atMost(growth, 2),
        },
        {
          what: 'time to read, 1,000 more routes to 100',
          measured: ratio(reading),
          goal: atMost(reading, 10),
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(outputFolder: string): Promise<Measured> {
  const blueprint = readBlueprint({ outputFolder });
  const sources = readStackSources(outputFolder);
  const { read, matrix } = await medians(3, {
    read: () => timed(() => readBlueprint({ outputFolder })),
    matrix: () => timed(() => accessMatrix(blueprint, sources)),
  });
  return { read, matrix, cells: accessMatrix(blueprint, sources).cells.length };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function figure(what: string, { read, matrix, cells }: Measured): Figure {
  return { what, measured: `${read.toFixed(0)} ms to read, ${matrix.toFixed(0)} ms for ${String(cells)} cells` };
}

const atMostSeconds = ({ read, matrix }: Measured, limit: number): Figure['goal'] => ({
  says: `at most ${String(limit)} s`,
  met: read + matrix <= limit * 1000,
});
