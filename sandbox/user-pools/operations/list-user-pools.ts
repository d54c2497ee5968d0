import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { pageToken, readInput, whole } from '../input';
import { pageOf } from '../paging';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ MaxResults: whole(1, 60), NextToken: pageToken.optional() });

/** The pools of the blueprint. */
export const listUserPools =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { MaxResults, NextToken } = readInput(schema, input);
    const page = pageOf(pools.runtimes, { limit: MaxResults, token: NextToken });
    return {
      UserPools: page.items.map(({ pool, startedAt }) => ({
        Id: pool.id,
        Name: pool.name,
        CreationDate: startedAt / 1000,
        LastModifiedDate: startedAt / 1000,
      })),
      NextToken: page.next,
    };
  };
