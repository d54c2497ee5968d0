import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { readInput, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId });

/** The certificate with which SAML providers check the pool's requests: Base64 of DER. */
export const getSigningCertificate =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  async (input) => {
    const { UserPoolId } = readInput(schema, input);
    const { certificate } = await pools.pool(UserPoolId).samlSigning.get();
    return { Certificate: certificate };
  };
