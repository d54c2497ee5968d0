import type { UserPool } from '../../blueprint/model/user-pools';
import type { Clock, Ids } from '../system/services';
import { ConfirmationCodes } from './confirmation-codes';
import { GroupStore } from './group-store';
import { Lockout } from './lockout';
import { OneTimeStore } from './one-time-store';
import { Decoys } from './password';
import type { StoredPassword } from './password';
import { SignIns } from './sign-ins';
import { KeyRing } from './signing-keys';
import type { KeySource } from './signing-keys';
import { UserStore } from './user-store';

/** A pool that runs: its configuration and all that has happened in it. Everything is gone with the process. */
export interface PoolRuntime {
  readonly pool: UserPool;
  /** `https://cognito-idp.<region>.amazonaws.com/<id>` */
  readonly issuer: string;
  /** The part of the id after the underscore, by which SRP knows the pool. */
  readonly srpName: string;
  readonly keys: KeyRing;
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly signIns: SignIns;
  readonly codes: ConfirmationCodes;
  readonly lockout: Lockout;
  readonly decoys: Decoys;
  readonly srpChallenges: OneTimeStore<SrpChallenge>;
  readonly newPasswordChallenges: OneTimeStore<NewPasswordChallenge>;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** What `PASSWORD_VERIFIER` needs of the step before. */
export interface SrpChallenge {
  readonly clientId: string;
  /** `undefined` where a user was made up, see `Decoys`. */
  readonly subject: string | undefined;
  /** By which failures are counted. */
  readonly lockName: string;
  readonly userIdForSrp: string;
  readonly password: StoredPassword;
  readonly clientPublic: bigint;
  readonly serverSecret: bigint;
}

/** What `NEW_PASSWORD_REQUIRED` needs of the step before. */
export interface NewPasswordChallenge {
  readonly clientId: string;
  readonly subject: string;
  /** As it was when the challenge was made: a challenge does not outlive the password that opened it. */
  readonly password: StoredPassword;
}

/** Starts a pool, empty but for the groups of its blueprint. */
export function startPool(
  pool: UserPool,
  { clock, ids, keySource }: { readonly clock: Clock; readonly ids: Ids; readonly keySource: KeySource },
): PoolRuntime {
  const startedAt = clock.now();
  return {
    pool,
    issuer: `https://${pool.endpoint}`,
    srpName: pool.id.slice(pool.id.indexOf('_') + 1),
    keys: new KeyRing(pool.id, () => keySource(ids)),
    users: new UserStore(pool),
    groups: new GroupStore(pool, startedAt),
    signIns: new SignIns(clock, ids),
    codes: new ConfirmationCodes(clock, ids),
    lockout: new Lockout(clock),
    decoys: new Decoys(ids),
    srpChallenges: new OneTimeStore(clock, ids),
    newPasswordChallenges: new OneTimeStore(clock, ids),
    startedAt,
  };
}
