import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { readInput, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId });

/** Which second factors a pool knows. */
export const getUserPoolMfaConfig =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { mfa } = pools.pool(readInput(schema, input).UserPoolId).pool;
    return {
      MfaConfiguration: mfa.mode,
      ...(mfa.mode !== 'OFF' && { SoftwareTokenMfaConfiguration: { Enabled: mfa.softwareToken } }),
    };
  };
