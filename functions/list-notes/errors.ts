/** An item of the table is not a note; somebody else wrote it. */
export class UnreadableNoteError extends Error {
  override readonly name = 'UnreadableNoteError';

  constructor() {
    super('An item of the notes table has no noteId or no content as text. Remove it or write it anew.');
  }
}
