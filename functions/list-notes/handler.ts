import type { ApiAnswer } from '../shared/answer';
import { identityOf } from '../shared/event';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import { fitPayload } from './fit-payload';
import type { NoteReader } from './note-reader';
import { cursorAfter, readPageRequest } from '../shared/page-request';

/** What the handler needs from outside. */
export interface ListNotesServices extends RespondServices {
  readonly notes: NoteReader;
}

/** `GET /notes?limit=&cursor=`: the caller's own notes, by id, a page at a time; no `cursor` in the last page. */
export function createHandler(services: ListNotesServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    reply: 'notes-handler',
    failed: 'notes-not-read',
    failedMessage: 'The notes could not be read. Try again.',
    async run(event, answer) {
      const userId = identityOf(event);
      const { notes, more } = fitPayload(await services.notes.list(userId, readPageRequest(event)));
      const last = notes.at(-1);
      services.logger.info('notes-listed', {
        requestId: event.requestContext.requestId,
        identityId: userId,
        count: notes.length,
      });
      return answer(200, { notes, ...(more && last !== undefined ? { cursor: cursorAfter(last.noteId) } : {}) });
    },
  });
}
