import { BlueprintError } from '../../../blueprint/errors';

/** What an action fails with, as `[code, message]`. */
export function failureOf(action: () => unknown): readonly [code: string, message: string] {
  try {
    action();
  } catch (error) {
    if (error instanceof BlueprintError) return [error.code, error.message];
    throw error;
  }
  return ['none', 'it did not fail'];
}
