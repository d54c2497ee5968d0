import { RefusedRequestError } from '../shared/errors';

/** A note as the table holds it. */
export interface Note {
  readonly userId: string;
  readonly noteId: string;
  readonly content: string;
}

/** An item of a DynamoDB table, names and values as UTF-8 together, is at most 400 KB. */
export const largestItemBytes = 400 * 1024;

/** @throws RefusedRequestError 413 where the table could not hold the note */
export function assertNoteFits(note: Note): void {
  const bytes = itemBytes(note);
  if (bytes > largestItemBytes) {
    const allowed = largestItemBytes - itemBytes({ ...note, content: '' });
    throw new RefusedRequestError(
      413,
      'note-too-large',
      `The note is ${Buffer.byteLength(note.content)} bytes as UTF-8; at most ${allowed} can be stored. Send a shorter note.`,
    );
  }
}

function itemBytes(note: Note): number {
  return Object.entries(note).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(value)),
    0,
  );
}
