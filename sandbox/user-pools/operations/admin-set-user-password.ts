import type { Operation } from '../../protocol/aws-json';
import { flag, password, poolAndUser, readInput } from '../input';
import { replacePassword } from '../new-password';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ Password: password, Permanent: flag.optional() });

/** Permanent: the user is CONFIRMED. Otherwise the password must be changed at the next sign-in. */
export const adminSetUserPassword =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  (input) => {
    const { Password, Permanent = false, ...named } = readInput(schema, input);
    const { runtime, user } = userOf(services.pools, named);
    runtime.users.save(replacePassword(runtime, { user, password: Password, temporary: !Permanent }, services));
    return {};
  };
