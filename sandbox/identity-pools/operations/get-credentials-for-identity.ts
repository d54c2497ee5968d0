import type { Operation } from '../../protocol/aws-json';
import { guestSessionPolicies } from '../guest-session-policies';
import type { IdentityPoolServices } from '../identity-pool-services';
import { credentialsInput, readInput } from '../input';
import { selectRole } from '../select-role';
import { openSession, type IdentitySession } from '../session';

const lifetimeSeconds = 3600;

/** The enhanced flow: credentials of the identity's role, good for one hour, or until a SAML provider's session ends. */
export function getCredentialsForIdentity(services: IdentityPoolServices): Operation {
  const forGuests = guestSessionPolicies();
  return async (input) => {
    const { CustomRoleArn, ...claim } = readInput(credentialsInput, input);
    const session = await openSession(services, claim);
    const role = selectRole(services, session, CustomRoleArn);
    const { identity, authenticationType, authenticationProvider } = session;
    const authentication = { authenticationType, authenticationProvider };
    const caller = services.roleSession({
      role,
      sessionName: 'CognitoIdentityCredentials',
      cognito: { identityId: identity.id, identityPoolId: identity.pool.id, ...authentication },
      sessionPolicies: authentication.authenticationType === 'authenticated' ? [] : forGuests,
    });
    const credentials = services.credentials.issueTemporary(caller, lifetimeOf(session, services.clock.now()));
    services.logger.info('credentials issued', {
      identity: identity.id,
      authentication: authentication.authenticationType,
      role: role.name,
    });
    return {
      IdentityId: identity.id,
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: credentials.expiration / 1000,
      },
    };
  };
}

function lifetimeOf({ logins }: IdentitySession, now: number): number {
  const ends = logins.map(({ assertion }) => assertion?.sessionEnds ?? Infinity);
  return Math.min(lifetimeSeconds, Math.floor((Math.min(...ends) - now) / 1000));
}
