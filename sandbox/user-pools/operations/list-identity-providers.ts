import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { summarizeProvider } from '../federation/describe-provider';
import { pageToken, readInput, userPoolId, whole } from '../input';
import { pageOf } from '../paging';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  UserPoolId: userPoolId,
  MaxResults: whole(0, 60).optional(),
  NextToken: pageToken.optional(),
});

/** The identity providers of a pool. */
export const listIdentityProviders =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { UserPoolId, MaxResults = 0, NextToken } = readInput(schema, input);
    const runtime = pools.pool(UserPoolId);
    const page = pageOf(runtime.pool.identityProviders, {
      limit: MaxResults === 0 ? 60 : MaxResults,
      token: NextToken,
    });
    return { Providers: page.items.map((provider) => summarizeProvider(provider, runtime)), NextToken: page.next };
  };
