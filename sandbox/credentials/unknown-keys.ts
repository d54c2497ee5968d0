/** Tags, organizations, second factors of IAM, and what Secrets Manager tells of a secret. */
const unknown =
  /^(?:aws:(?:principaltag\/.*|resourcetag\/.*|multifactorauthpresent|principalorg(?:id|paths)|resourceorg(?:id|paths))|secretsmanager:.*)$/;

/**
 * Keys that AWS tells policies of a signed request and the sandbox does not model: a condition on one must not let in
 * here whom it keeps out there. Source: IAM user guide, global condition keys.
 */
export const isUnknown = (key: string): boolean => unknown.test(key.toLowerCase());
