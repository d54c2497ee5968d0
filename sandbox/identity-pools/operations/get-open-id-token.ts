import type { Operation } from '../../protocol/aws-json';
import { classicFlowNotEnabled, classicFlowWithSaml } from '../errors';
import type { IdentityPoolServices } from '../identity-pool-services';
import { identityInput, readInput } from '../input';
import { classicTokenSeconds } from '../open-id-tokens';
import { authenticationMethods, openSession } from '../session';

/** The classic flow's token, for STS. */
export function getOpenIdToken(services: IdentityPoolServices): Operation {
  return async (input) => {
    const session = await openSession(services, readInput(identityInput, input));
    if (session.logins.some(({ assertion }) => assertion !== undefined)) throw classicFlowWithSaml();
    if (!session.identity.pool.allowClassicFlow) throw classicFlowNotEnabled();
    const { id, pool } = session.identity;
    const Token = await services.tokens.issue({
      identityId: id,
      identityPoolId: pool.id,
      methods: authenticationMethods(session),
      lifetimeSeconds: classicTokenSeconds,
    });
    return { IdentityId: id, Token };
  };
}
