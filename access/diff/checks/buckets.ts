import { guardedWhen, type ResourceCheck } from './check';

/** What keeps the world out of a bucket. */
export const publicAccessChecks: readonly ResourceCheck[] = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
].map((what) =>
  guardedWhen({ weaker: 'public-access-allowed', stronger: 'public-access-refused', what }, (given) =>
    given.flag(what, false),
  ),
);

/** What brings back what was overwritten or deleted. */
export const versioningChecks: readonly ResourceCheck[] = [
  guardedWhen(
    { weaker: 'recovery-lowered', stronger: 'recovery-raised', what: 'versioning_configuration.status' },
    (given) => given.block('versioning_configuration')?.optionalString('status') === 'Enabled',
  ),
];
