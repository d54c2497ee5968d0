import { decodeJwt } from 'jose';
import { openIdIssuer } from '../../identity-pools/open-id-tokens';
import { type OpenIdResult, verifyOpenIdToken } from '../../open-id/verify-open-id-token';
import { assumeRole, type AssumeRoleRequest } from '../assume-role';
import { expiredToken, invalidIdentityToken, issuerUnreachable, shown } from '../errors';
import { readInput, webIdentityInput } from '../input';
import { refuseSessionTags } from '../session-tags';
import type { StsOperation, StsServices } from '../sts-services';

const action = 'AssumeRoleWithWebIdentity';

/** Trades an OpenID Connect token for credentials of a role that trusts its issuer. Nobody signs: the token speaks. */
export function assumeRoleWithWebIdentity(services: StsServices): StsOperation {
  return async (parameters, request) => {
    const input = readInput(webIdentityInput, parameters);
    const person = await verified(services, input.WebIdentityToken);
    const wanted = {
      ...person.role,
      action,
      roleArn: input.RoleArn,
      sessionName: input.RoleSessionName,
      durationSeconds: input.DurationSeconds,
      policy: input.Policy,
    } as const;
    const { Credentials, AssumedRoleUser } = assumeRole(services, wanted, request);
    const { provider } = person.role;
    return {
      Credentials,
      SubjectFromWebIdentityToken: person.subject,
      AssumedRoleUser,
      Provider: provider,
      Audience: person.audience,
    };
  };
}

interface Person {
  readonly subject: string;
  readonly audience: string;
  readonly role: Pick<AssumeRoleRequest, 'provider' | 'context' | 'cognito'>;
}

/** The issuer is believed for nothing but which provider to ask. */
function verified(services: StsServices, token: string): Promise<Person> {
  const issuer = unverifiedIssuer(token);
  return issuer === openIdIssuer ? ofIdentityPool(services, token) : ofProvider(services, token, issuer);
}

async function ofProvider(services: StsServices, token: string, issuer: string): Promise<Person> {
  const provider = services.blueprint.openIdConnectProviders.find((known) => known.issuer === issuer);
  if (provider === undefined) {
    throw invalidIdentityToken(`No OpenIDConnect provider found in your account for ${shown(issuer)}`);
  }
  const result = await verifyOpenIdToken(
    { keys: services.openId, clock: services.clock },
    { token, issuers: [provider.issuer], audiences: provider.clientIds, skewSeconds: 0 },
  );
  if (result.kind === 'refused') throw refusal(result, services.clock.now());
  const { subject, audience, claims } = result.token;
  refuseSessionTags(Object.keys(claims));
  const prefix = issuer.replace(/^https:\/\//, '');
  return {
    subject,
    audience,
    role: {
      provider: provider.arn,
      context: { [`${prefix}:aud`]: audience, [`${prefix}:sub`]: subject, ...methods(prefix, claims['amr']) },
    },
  };
}

/** The classic flow of identity pools, where the caller chooses the role: only for pools that allow it. */
async function ofIdentityPool(services: StsServices, token: string): Promise<Person> {
  const pools = services.blueprint.identityPools.filter(({ allowClassicFlow }) => allowClassicFlow);
  const keys = { of: async () => ({ kind: 'found' as const, keys: await services.identityPoolKeys() }) };
  const result = await verifyOpenIdToken(
    { keys, clock: services.clock },
    { token, issuers: [openIdIssuer], audiences: pools.map(({ id }) => id), skewSeconds: 0 },
  );
  if (result.kind === 'refused') throw refusal(result, services.clock.now());
  const { subject, audience, claims } = result.token;
  const provider = openIdIssuer.replace(/^https:\/\//, '');
  const [kind, ...references] = Array.isArray(claims['amr']) ? claims['amr'].map(String) : [];
  return {
    subject,
    audience,
    role: {
      provider,
      context: {
        [`${provider}:aud`]: audience,
        [`${provider}:sub`]: subject,
        ...methods(provider, claims['amr']),
      },
      cognito: {
        identityId: subject,
        identityPoolId: audience,
        authenticationType: kind === 'authenticated' ? 'authenticated' : 'unauthenticated',
        authenticationProvider: references.length === 0 ? null : references.join(','),
      },
    },
  };
}

function methods(prefix: string, amr: unknown): Readonly<Record<string, readonly string[]>> {
  return Array.isArray(amr) ? { [`${prefix}:amr`]: amr.map(String) } : {};
}

function refusal({ code, detail }: OpenIdResult & { readonly kind: 'refused' }, now: number): Error {
  const reason = `${code}: ${detail}`;
  switch (code) {
    case 'expired':
      return expiredToken(
        `Token expired: current date/time ${Math.floor(now / 1000)} must be before the expiration date/time${/\d+/.exec(detail)?.[0] ?? ''}`,
        reason,
      );
    case 'wrong-audience':
      return invalidIdentityToken('Incorrect token audience', reason);
    case 'unreachable-issuer':
      return issuerUnreachable(reason);
    case 'bad-signature':
      return invalidIdentityToken('The web identity token provided could not be validated', reason);
    case 'not-yet-valid':
      return invalidIdentityToken('The web identity token provided is not yet valid', reason);
    case 'malformed':
    case 'wrong-issuer':
      return invalidIdentityToken(notAJwt, reason);
  }
}

const notAJwt = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

function unverifiedIssuer(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    if (typeof iss === 'string') return iss;
  } catch {
    throw invalidIdentityToken(notAJwt);
  }
  throw invalidIdentityToken('Missing a required claim: iss');
}
