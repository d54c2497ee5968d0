import { writeFileSync } from 'node:fs';
import { supportPage } from './support-table';

/** `npm run docs`: writes the pages that are generated from the code. */
writeFileSync('docs/sandbox-support.md', supportPage());
