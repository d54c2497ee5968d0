import type { Operation } from '../../protocol/aws-json';
import { deliver } from '../code-delivery';
import { metadata, poolAndUser, readInput } from '../input';
import { recoveryOf } from '../self-service/password-recovery';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ ClientMetadata: metadata.optional() });

/** The password counts no more; the user gets a code to set another one. */
export const adminResetUserPassword =
  ({ pools, clock, mailbox }: Pick<UserPoolServices, 'pools' | 'clock' | 'mailbox'>): Operation =>
  (input) => {
    const { runtime, user } = userOf(pools, readInput(schema, input));
    const recovery = recoveryOf(runtime, user);
    if (recovery.kind !== 'possible') throw recovery.refusal();
    const code = { codes: runtime.resetCodes, name: user.sub, kind: 'password-reset-code', unasked: true } as const;
    deliver(runtime, { ...recovery, ...code }, { mailbox });
    runtime.users.save({ ...user, status: 'RESET_REQUIRED', modifiedAt: clock.now() });
    return {};
  };
