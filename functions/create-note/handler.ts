import type { ApiAnswer } from '../shared/answer';
import { identityOf } from '../shared/event';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import { assertNoteFits } from './note';
import type { NoteStore } from './note-store';
import { readContent } from '../shared/read-content';

/** What the handler needs from outside. */
export interface CreateNoteServices extends RespondServices {
  readonly notes: NoteStore;
  /** A UUID, new at each call. */
  readonly newId: () => string;
}

/** `POST /createnote`: stores the body as a note of the caller. */
export function createHandler(services: CreateNoteServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    reply: 'notes-handler',
    failed: 'note-not-stored',
    failedMessage: 'The note could not be stored. Try again.',
    async run(event, answer) {
      const note = { userId: identityOf(event), noteId: services.newId(), content: readContent(event, 'the note') };
      assertNoteFits(note);
      await services.notes.put(note);
      services.logger.info('note-stored', {
        requestId: event.requestContext.requestId,
        identityId: note.userId,
        noteId: note.noteId,
      });
      return answer(200, { message: 'Note created successfully!' });
    },
  });
}
