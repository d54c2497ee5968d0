import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { describeProvider } from '../federation/describe-provider';
import { identityProviderNotFound } from '../federation/errors';
import { readInput, text, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId, ProviderName: text({ max: 32 }) });

/** The configuration of an identity provider. */
export const describeIdentityProvider =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { UserPoolId, ProviderName } = readInput(schema, input);
    const runtime = pools.pool(UserPoolId);
    const provider = runtime.pool.identityProviders.find(({ name }) => name === ProviderName);
    if (provider === undefined) throw identityProviderNotFound(ProviderName);
    return { IdentityProvider: describeProvider(provider, runtime) };
  };
