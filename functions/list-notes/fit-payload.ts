import type { ListedNote, NotePage } from './note-reader';

/**
 * Lambda answers at most 6 MB, and the body is JSON within JSON: a control character of one byte becomes seven. A page
 * of 1 MB could then never be delivered, so it is cut where this much is full; one largest note always fits.
 */
const fullBytes = 5 * 1024 * 1024;

/** The first notes of a page that can be delivered together; at least one. */
export function fitPayload({ notes, more }: NotePage): NotePage {
  let bytes = 0;
  const fits = notes.findIndex((note, index) => {
    bytes += deliveredBytes(note);
    return index > 0 && bytes > fullBytes;
  });
  return fits === -1 ? { notes, more } : { notes: notes.slice(0, fits), more: true };
}

function deliveredBytes(note: ListedNote): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(note)));
}
