import { z } from 'zod';
import { text } from '../user-pools/input';

/** What names one secret. */
export const secretId = z.object({ SecretId: text({ max: 2048 }) });

/** A version's id: clients make a UUID up. */
export const versionId = text({ min: 32, max: 64 });
export const stagingLabel = text({ max: 256 });
