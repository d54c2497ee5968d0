import { readStackSources } from '../../blueprint/terraform/stack-source';
import type { AccessMatrix } from '../model';
import { compareAccess, findRenamed } from './compare-access';
import { compareChecks } from './compare-checks';
import { findLosses } from './find-losses';
import { type AccessDiff, diffVersion } from './model';
import { movesOf } from './moves';
import { snapshotOf } from './snapshot';

/** A synthesized output, and how its matrix is read. */
export interface Sides {
  readonly before: string;
  readonly after: string;
  readonly matrixOf: (outputFolder: string) => AccessMatrix;
}

/** What the change from one folder of `cdktf synth` to another does to access. */
export function compareOutputs({ before, after, matrixOf }: Sides): AccessDiff {
  const [matrixBefore, matrixAfter] = [matrixOf(before), matrixOf(after)];
  const [old, now] = [readStackSources(before), readStackSources(after)];
  const [snapshotBefore, snapshotAfter] = [snapshotOf(old, movesOf(now)), snapshotOf(now, (_, address) => address)];
  return {
    version: diffVersion,
    access: compareAccess(matrixBefore, matrixAfter),
    checks: compareChecks(snapshotBefore, snapshotAfter),
    losses: findLosses(snapshotBefore, snapshotAfter),
    hints: findRenamed(matrixBefore, matrixAfter),
  };
}
