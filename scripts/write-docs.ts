import { writeFileSync } from 'node:fs';
import { accessPage } from './access-page';
import { reviewPage } from './review-page';
import { supportPage } from './support-table';

/** `npm run docs`: writes the pages that are generated from the code. */
writeFileSync('docs/sandbox-support.md', supportPage());
writeFileSync('docs/access.md', accessPage('cdktf.out'));
writeFileSync('docs/review.md', reviewPage('.'));
