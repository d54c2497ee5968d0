import type { RecoveryMechanism } from '../../../blueprint/model/user-pools';
import type { AwsJsonError } from '../../protocol/aws-json';
import type { ContactAttribute } from '../code-delivery';
import { noVerifiedDestination, resetByAdministratorOnly, resetNotInThisState, userDisabled } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';

/** Where the code of a forgotten password goes, or why none is sent. */
export type Recovery =
  | {
      readonly kind: 'possible';
      readonly user: User;
      readonly attribute: ContactAttribute;
      readonly destination: string;
    }
  | { readonly kind: 'impossible'; readonly refusal: () => AwsJsonError };

/** Of a pool that says nothing: by SMS first (AWS API reference, AccountRecoverySettingType). */
const byDefault: readonly RecoveryMechanism[] = ['verified_phone_number', 'verified_email'];

const attributeOf = { verified_email: 'email', verified_phone_number: 'phone_number' } as const;

/** Throws where administrators alone reset passwords; says so of every name. */
export function requireRecovery({ pool }: PoolRuntime): void {
  if (pool.recovery.includes('admin_only')) throw resetByAdministratorOnly();
}

/** How a user may prove who they are without the password. Only addresses that were verified do. */
export function recoveryOf({ pool }: PoolRuntime, user: User): Recovery {
  if (!user.enabled) return { kind: 'impossible', refusal: userDisabled };
  if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER') {
    return { kind: 'impossible', refusal: resetNotInThisState };
  }
  for (const mechanism of pool.recovery.length === 0 ? byDefault : pool.recovery) {
    if (mechanism === 'admin_only') continue;
    const attribute = attributeOf[mechanism];
    const destination = user.attributes.get(attribute);
    if (destination !== undefined && user.attributes.get(`${attribute}_verified`) === 'true') {
      return { kind: 'possible', user, attribute, destination };
    }
  }
  return { kind: 'impossible', refusal: noVerifiedDestination };
}
