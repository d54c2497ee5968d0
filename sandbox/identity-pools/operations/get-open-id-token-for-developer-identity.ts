import type { IdentityPool } from '../../../blueprint/model';
import type { Operation } from '../../protocol/aws-json';
import { classicFlowWithSaml, identityNotFound, invalidParameter, poolNotFound, unsupportedProvider } from '../errors';
import type { IdentityPoolServices } from '../identity-pool-services';
import type { Identity, LoginKey } from '../identity-store';
import { developerIdentityInput, readInput } from '../input';
import { checkReferences, developerTokenKey, verifyLogins } from '../verify-logins';

const defaultLifetimeSeconds = 900;

/**
 * A login backend vouches, with AWS credentials, for one of its users: it gets the identity of that user and a token
 * that stands for it. Other logins of the same request are verified and linked to the same identity.
 */
export function getOpenIdTokenForDeveloperIdentity(services: IdentityPoolServices): Operation {
  return async (input, { request }) => {
    const given = readInput(developerIdentityInput, input);
    const { region, accountId } = services.blueprint;
    const resource = `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${given.IdentityPoolId}`;
    const caller = services.gate(request, 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', resource);
    const pool = services.blueprint.identityPools.find(({ id }) => id === given.IdentityPoolId);
    if (pool === undefined) throw poolNotFound(given.IdentityPoolId);
    if (given.PrincipalTags !== undefined && Object.keys(given.PrincipalTags).length > 0) {
      throw invalidParameter('The sandbox has no principal tags. Leave PrincipalTags out.');
    }
    const { developer, others } = split(pool, given.Logins);
    const references = developerReferences(pool, developer);
    checkReferences({ providerName: developer.providerName, references });
    const verified = await verifyLogins(services, pool, others);
    if (verified.some(({ assertion }) => assertion !== undefined)) throw classicFlowWithSaml();
    const identity = identityOf(services, { pool, identityId: given.IdentityId, logins: [developer, ...verified] });
    const Token = await services.tokens.issue({
      identityId: identity.id,
      identityPoolId: pool.id,
      methods: ['authenticated', ...references, ...verified.flatMap((login) => login.references)],
      lifetimeSeconds: given.TokenDuration ?? defaultLifetimeSeconds,
    });
    services.logger.info('developer identity vouched for', { identity: identity.id, by: caller.arn });
    return { IdentityId: identity.id, Token };
  };
}

/** The claim `amr` names the provider, and the user within the pool. */
const developerReferences = (pool: IdentityPool, { providerName, subject }: LoginKey): readonly string[] => [
  providerName,
  `${providerName}:${pool.id}:${subject}`,
];

interface SplitLogins {
  readonly developer: LoginKey;
  readonly others: Readonly<Record<string, string>>;
}

function split({ id, developerProviderName }: IdentityPool, logins: Readonly<Record<string, string>>): SplitLogins {
  if (developerProviderName === undefined) throw unsupportedProvider(`${id} has no developer provider.`);
  const { [developerProviderName]: subject, ...others } = logins;
  if (subject === undefined)
    throw unsupportedProvider(`There is no login of the developer provider ${developerProviderName}.`);
  return { developer: { providerName: developerProviderName, subject }, others };
}

interface VouchedFor {
  readonly pool: IdentityPool;
  readonly identityId: string | undefined;
  readonly logins: readonly LoginKey[];
}

function identityOf({ identities }: IdentityPoolServices, { pool, identityId, logins }: VouchedFor): Identity {
  const identity = identityId === undefined ? identities.ofLogins(pool, logins) : identities.find(identityId);
  if (identity === undefined || identity.pool.id !== pool.id) throw identityNotFound(identityId ?? '');
  // The token is a login of the identity from now on.
  identities.linkVouched(identity, [...logins, { providerName: developerTokenKey, subject: identity.id }]);
  return identity;
}
