import { BlueprintError } from '../../blueprint/errors';
import { readStackSources, type StackSource } from '../../blueprint/terraform/stack-source';
import { PolicyError } from '../../iam/errors';
import { AccessError } from '../errors';
import type { AccessMatrix } from '../model';
import { readAccess } from '../read-access';
import { compareAccess } from './compare-access';
import { compareChecks } from './compare-checks';
import { unreadable } from './errors';
import { findLosses } from './find-losses';
import { findRenamed } from './find-renamed';
import { type AccessDiff, diffVersion } from './model';
import { movesOf } from './moves';
import { type Snapshot, snapshotOf } from './snapshot';
import type { Rename } from './symbolic-stacks';
import { withPresentKeys } from './with-present-keys';

/**
 * What the change from one output folder of `cdktf synth` to another does to access.
 *
 * @throws DiffError where one of them is not understood
 */
export function compareOutputs(before: string, after: string): AccessDiff {
  const now = reading('What is compared with the base', () => readSide(after, (_, address) => address));
  const rename = movesOf(now.sources);
  const old = reading('The base', () => readSide(before, rename));
  const past = withPresentKeys(old.matrix, now.matrix, rename);
  return {
    version: diffVersion,
    access: compareAccess(past, now.matrix),
    checks: compareChecks(old.snapshot, now.snapshot),
    losses: findLosses(old.snapshot, now.snapshot),
    hints: findRenamed(past, now.matrix),
  };
}

interface Side {
  readonly sources: readonly StackSource[];
  readonly matrix: AccessMatrix;
  readonly snapshot: Snapshot;
}

/** The matrix comes first: reading it refuses references that lead in a circle. */
function readSide(outputFolder: string, rename: Rename): Side {
  const matrix = readAccess({ outputFolder });
  const sources = readStackSources(outputFolder);
  return { sources, matrix, snapshot: snapshotOf(sources, rename) };
}

function reading<Result>(side: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof BlueprintError || error instanceof AccessError || error instanceof PolicyError) {
      throw unreadable(side, error.message);
    }
    throw error;
  }
}
