import type { AccessMatrix } from '../model';

/** A matrix as JSON: `AccessMatrix` as it is, so that `version` says what to expect. */
export const jsonText = (matrix: AccessMatrix): string => `${JSON.stringify(matrix, null, 2)}\n`;
