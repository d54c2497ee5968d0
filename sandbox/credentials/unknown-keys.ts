/** Tags, organizations, second factors of IAM, and what Secrets Manager tells of a secret. */
const unknown =
  /^(?:aws:(?:principaltag\/.*|resourcetag\/.*|multifactorauthpresent|principalorg(?:id|paths)|resourceorg(?:id|paths))|secretsmanager:.*)$/;

/**
 * Keys that AWS tells policies of a signed request and the sandbox does not model: a condition on one must not let in
 * here whom it keeps out there. Source: IAM user guide, global condition keys.
 */
export const isUnknown = (key: string): boolean => unknown.test(key.toLowerCase());

/** Tags and the source identity that a session is asked for with, which the sandbox gives none. */
const ofSessions = /^(?:aws:(?:requesttag\/.*|tagkeys|sourceidentity)|sts:(?:transitivetagkeys|sourceidentity))$/;

/** The same where a role is assumed. */
export const isUnknownToTrust = (key: string): boolean => isUnknown(key) || ofSessions.test(key.toLowerCase());

/** How the keys of a resource's own tags begin. */
export const resourceTag = 'aws:ResourceTag/';

/** They are known of what is read with its tags. */
export const isResourceTag = (key: string): boolean => key.toLowerCase().startsWith(resourceTag.toLowerCase());
