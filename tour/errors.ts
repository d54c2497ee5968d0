/** What was seen is not what must be. */
export class TourError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TourError';
  }
}

/** Fails the step unless both are the same. */
export function mustBe(what: string, seen: unknown, expected: unknown): void {
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    throw new TourError(`${what} is ${JSON.stringify(seen)}, but must be ${JSON.stringify(expected)}.`);
  }
}

/** Resolves to the name and message of the error that `attempt` must end in. */
export async function mustBeRefused(attempt: Promise<unknown>, name: string): Promise<string> {
  let outcome: unknown;
  try {
    outcome = await attempt;
  } catch (error) {
    if (error instanceof Error && error.name === name) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new TourError(`It was accepted (${JSON.stringify(outcome)}), but must be refused with ${name}.`);
}

export const missing = (stack: string, what: string): TourError =>
  new TourError(`The stack ${stack} has no ${what}. The tour tells the story of this project's own stacks.`);
