import { mirrorTests } from './mirror';
import { deviations } from './notes-deviations';
import { document } from './notes-document';
import { stackNamed } from './synthesized-stacks';

mirrorTests({ stack: stackNamed('notes'), document, deviations, page: 'notes.md' });
