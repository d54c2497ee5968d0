import type { Role } from '../../blueprint/model';
import { explain } from '../../iam/explain';
import { chooseRole } from './choose-role';
import { ambiguousRole, badConfiguration, customRoleRefused } from './errors';
import { placeOf, type IdentityPoolServices } from './identity-pool-services';
import { authenticationMethods, type IdentitySession } from './session';

/**
 * The role of a session, after the role's trust policy agreed. `customRoleArn`: the one that the caller asks for.
 * Raises `InvalidIdentityPoolConfigurationException`: no such role, or it does not trust the session; and
 * `NotAuthorizedException`: the mapping leaves none, or not the one that was asked for.
 */
export function selectRole(
  services: Pick<IdentityPoolServices, 'trust'>,
  session: IdentitySession,
  customRoleArn: string | undefined,
): Role {
  const { pool } = session.identity;
  const arn = chosenArn(session, customRoleArn);
  if (arn === undefined)
    throw badConfiguration(`${placeOf(pool)} has no role for ${session.authenticationType} identities.`);
  const role = services.trust.role(arn);
  if (role === undefined) throw badConfiguration(`The role ${arn} of ${placeOf(pool)} does not exist.`);
  const decision = services.trust.mayAssume(role, {
    provider: 'cognito-identity.amazonaws.com',
    action: 'sts:AssumeRoleWithWebIdentity',
    context: {
      'cognito-identity.amazonaws.com:aud': pool.id,
      'cognito-identity.amazonaws.com:amr': authenticationMethods(session),
      'cognito-identity.amazonaws.com:sub': session.identity.id,
    },
  });
  if (decision?.kind === 'allowed') return role;
  const why = decision === undefined ? 'its trust policy is unknown' : explain(decision);
  throw badConfiguration(
    `The trust policy of ${placeOf(role)} refuses ${session.authenticationType} identities: ${why}`,
  );
}

function chosenArn(session: IdentitySession, customRoleArn: string | undefined): string | undefined {
  const { pool } = session.identity;
  if (session.authenticationType === 'unauthenticated') {
    if (customRoleArn !== undefined) throw customRoleRefused(customRoleArn);
    return pool.unauthenticatedRoleArn;
  }
  const choice = chooseRole({ pool, logins: session.logins, customRoleArn });
  switch (choice.kind) {
    case 'role':
      return choice.arn;
    case 'ambiguous':
      throw ambiguousRole(choice.provider, choice.reason);
    case 'custom-role-refused':
      throw customRoleRefused(customRoleArn ?? '');
  }
}
