import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { missingParameter } from '../errors';
import { password, readInput, token } from '../input';
import { replacePassword } from '../new-password';
import { provePassword } from '../sign-in/password-sign-in';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token, PreviousPassword: password.optional(), ProposedPassword: password });

/** A user changes their password. A stolen access token does not do: the previous password is asked for. */
export const changePassword =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  async (input) => {
    const { AccessToken, PreviousPassword, ProposedPassword } = readInput(schema, input);
    const { runtime, client, user } = await authenticateSelf(services, AccessToken);
    if (PreviousPassword === undefined) throw missingParameter('PreviousPassword');
    const proven = provePassword({ runtime, client, name: user.username }, PreviousPassword);
    runtime.users.save(
      replacePassword(runtime, { user: proven, password: ProposedPassword, temporary: false }, services),
    );
    return {};
  };
