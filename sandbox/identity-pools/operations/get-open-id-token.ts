import type { Operation } from '../../protocol/aws-json';
import { classicFlowNotEnabled, classicFlowWithMappings, classicFlowWithSaml } from '../errors';
import type { IdentityPoolServices } from '../identity-pool-services';
import { identityInput, readInput } from '../input';
import { classicTokenSeconds } from '../open-id-tokens';
import { authenticationMethods, openSession } from '../session';

/** The classic flow's token, for STS. Where a mapping chooses roles, nobody gets one: with it the caller would choose. */
export function getOpenIdToken(services: IdentityPoolServices): Operation {
  return async (input) => {
    const session = await openSession(services, readInput(identityInput, input));
    if (session.logins.some(({ assertion }) => assertion !== undefined)) throw classicFlowWithSaml();
    const { id, pool } = session.identity;
    if (!pool.allowClassicFlow) throw classicFlowNotEnabled();
    if (pool.roleMappings.length > 0) throw classicFlowWithMappings();
    const Token = await services.tokens.issue({
      identityId: id,
      identityPoolId: pool.id,
      methods: authenticationMethods(session),
      lifetimeSeconds: classicTokenSeconds,
    });
    return { IdentityId: id, Token };
  };
}
