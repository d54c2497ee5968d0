import type { UserPool } from '../../blueprint/model/user-pools';
import type { Clock, Ids } from '../system/services';
import { ConfirmationCodes } from './confirmation-codes';
import { SamlSigningKey } from './federation/saml-signing-key';
import { GroupStore } from './group-store';
import { Lockout } from './lockout';
import { OneTimeStore } from './one-time-store';
import { Decoys } from './password';
import type { StoredPassword } from './password';
import { SignIns } from './sign-ins';
import { KeyRing } from './signing-keys';
import type { KeySource } from './signing-keys';
import type { Triggers } from './triggers/triggers';
import { UserStore } from './user-store';

/** A pool that runs: its configuration and all that has happened in it. Everything is gone with the process. */
export interface PoolRuntime {
  readonly pool: UserPool;
  /** `https://cognito-idp.<region>.amazonaws.com/<id>` */
  readonly issuer: string;
  /** The part of the id after the underscore, by which SRP knows the pool. */
  readonly srpName: string;
  readonly keys: KeyRing;
  /** Signs requests to SAML providers. */
  readonly samlSigning: SamlSigningKey;
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly signIns: SignIns;
  /** Of sign-ups, for 24 hours. */
  readonly codes: ConfirmationCodes;
  /** Of forgotten passwords, for an hour. */
  readonly resetCodes: ConfirmationCodes;
  /** Of new addresses, by user and attribute, for 24 hours. */
  readonly attributeCodes: ConfirmationCodes;
  readonly triggers: Triggers;
  readonly lockout: Lockout;
  readonly decoys: Decoys;
  readonly srpChallenges: OneTimeStore<SrpChallenge>;
  /** What stands between a proven password and tokens. */
  readonly signInSteps: OneTimeStore<SignInStep>;
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

/** What is asked for next. Closed. `set-up-verified`: a new app has given a code, and the set-up can be finished. */
export type SignInStepKind = 'new-password' | 'totp' | 'mfa-setup' | 'set-up-verified';

/** What a later step of a sign-in needs of the step before. */
export interface SignInStep {
  readonly kind: SignInStepKind;
  readonly clientId: string;
  readonly subject: string;
  /** As it was when the step began: a step does not outlive the password that opened it. */
  readonly password: StoredPassword;
  /** Of the app that is being set up, once it was told. Base32. */
  readonly secret?: string | undefined;
}

/** What a pool runs on. */
export interface PoolParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keySource: KeySource;
  readonly triggers: Triggers;
}

/** Starts a pool, empty but for the groups of its blueprint. */
export function startPool(pool: UserPool, { clock, ids, keySource, triggers }: PoolParts): PoolRuntime {
  const startedAt = clock.now();
  return {
    pool,
    issuer: `https://${pool.endpoint}`,
    srpName: pool.id.slice(pool.id.indexOf('_') + 1),
    keys: new KeyRing(pool.id, () => keySource(ids)),
    samlSigning: new SamlSigningKey(pool.id, { clock, ids }),
    users: new UserStore(pool),
    groups: new GroupStore(pool, startedAt),
    signIns: new SignIns(clock, ids),
    codes: new ConfirmationCodes(clock, ids, 24),
    resetCodes: new ConfirmationCodes(clock, ids, 1),
    attributeCodes: new ConfirmationCodes(clock, ids, 24),
    triggers,
    lockout: new Lockout(clock),
    decoys: new Decoys(ids),
    srpChallenges: new OneTimeStore(clock, ids),
    signInSteps: new OneTimeStore(clock, ids),
    startedAt,
  };
}
