import type { Role } from '../../blueprint/model';
import { explain } from '../../iam/explain';
import { badConfiguration } from './errors';
import { placeOf, type IdentityPoolServices } from './identity-pool-services';
import { authenticationMethods, type IdentitySession } from './session';

/**
 * The role of a session, after the role's trust policy agreed.
 * Raises `InvalidIdentityPoolConfigurationException`: no such role, or it does not trust the session.
 */
export function selectRole(services: IdentityPoolServices, session: IdentitySession): Role {
  const { pool } = session.identity;
  const arn = session.authenticationType === 'authenticated' ? pool.authenticatedRoleArn : pool.unauthenticatedRoleArn;
  if (arn === undefined)
    throw badConfiguration(`${placeOf(pool)} has no role for ${session.authenticationType} identities.`);
  const role = services.trust.role(arn);
  if (role === undefined) throw badConfiguration(`The role ${arn} of ${placeOf(pool)} does not exist.`);
  const decision = services.trust.mayAssume(role, {
    'cognito-identity.amazonaws.com:aud': pool.id,
    'cognito-identity.amazonaws.com:amr': authenticationMethods(session),
    'cognito-identity.amazonaws.com:sub': session.identity.id,
  });
  if (decision?.kind === 'allowed') return role;
  const why = decision === undefined ? 'its trust policy is unknown' : explain(decision);
  throw badConfiguration(
    `The trust policy of ${placeOf(role)} refuses ${session.authenticationType} identities: ${why}`,
  );
}
