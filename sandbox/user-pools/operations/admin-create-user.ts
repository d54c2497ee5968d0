import type { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { readAttributes } from '../attributes';
import { unsupportedUserState, usernameExists } from '../errors';
import { attributes, metadata, oneOf, password, poolAndUser, readInput } from '../input';
import { replacePassword } from '../new-password';
import { makeUser } from '../new-user';
import { generatePassword } from '../password-policy';
import type { PoolRuntime } from '../pool-runtime';
import { describeUser, wireAttributes } from '../user';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({
  TemporaryPassword: password.optional(),
  UserAttributes: attributes.optional(),
  MessageAction: oneOf(['RESEND', 'SUPPRESS']).optional(),
  ValidationData: attributes.optional(),
  ClientMetadata: metadata.optional(),
});

type Input = z.infer<typeof schema>;
type Services = Pick<UserPoolServices, 'pools' | 'clock' | 'ids' | 'mailbox'>;

/** An administrator invites a user, who must change the temporary password at the first sign-in. */
export const adminCreateUser =
  (services: Services): Operation =>
  async (input) => {
    const request = readInput(schema, input);
    const runtime = services.pools.pool(request.UserPoolId);
    const temporary = request.TemporaryPassword ?? generatePassword(runtime.pool.passwordPolicy, services.ids);
    const user =
      request.MessageAction === 'RESEND'
        ? inviteAgain(services, request, temporary)
        : await invite(services, request, temporary);
    if (request.MessageAction !== 'SUPPRESS') sendInvitation(runtime, user, { mailbox: services.mailbox, temporary });
    return { User: { ...describeUser(user), Attributes: wireAttributes(user) } };
  };

/** The pool's function may refuse the account; what else it says is not heeded (Cognito developer guide, pre sign-up). */
async function invite(services: Services, request: Input, temporary: string): Promise<User> {
  const runtime = services.pools.pool(request.UserPoolId);
  const user = makeUser(
    runtime,
    {
      name: request.Username,
      password: temporary,
      attributes: readAttributes(runtime.pool, request.UserAttributes ?? []),
      status: 'FORCE_CHANGE_PASSWORD',
    },
    services,
  );
  const pairs = (request.ValidationData ?? []).map(({ Name, Value = '' }) => [Name, Value] as const);
  await runtime.triggers.preSignUp({
    user,
    client: undefined,
    source: 'PreSignUp_AdminCreateUser',
    validationData: request.ValidationData === undefined ? undefined : Object.fromEntries(pairs),
    metadata: request.ClientMetadata,
  });
  if (runtime.users.takenName(user) !== undefined) throw usernameExists('User account already exists');
  return runtime.users.save(user);
}

function inviteAgain(services: Services, request: Input, temporary: string): User {
  const { runtime, user } = userOf(services.pools, request);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw unsupportedUserState(`Resend not possible. ${user.status} is not the state of an invited user.`);
  }
  return runtime.users.save(replacePassword(runtime, { user, password: temporary, temporary: true }, services));
}

function sendInvitation(
  { pool }: PoolRuntime,
  user: User,
  { mailbox, temporary }: { readonly mailbox: UserPoolServices['mailbox']; readonly temporary: string },
): void {
  const destination = user.attributes.get('email') ?? user.attributes.get('phone_number') ?? user.username;
  mailbox.send({
    userPoolId: pool.id,
    username: user.username,
    destination,
    kind: 'temporary-password',
    content: temporary,
  });
}
