import type { Blueprint, Role } from '../../blueprint/model';
import type { Caller, CredentialStore } from '../credentials/caller';
import type { RoleSession } from '../credentials/role-session';
import type { JsonGate } from '../credentials/json-gate';
import type { IssuerKeys } from '../open-id/issuer-keys';
import type { SamlProviders } from '../saml/saml-providers';
import type { Clock, Ids, Logger } from '../system/services';
import type { LoginVerifier } from '../user-pools/login-verifier';
import type { IdentityStore } from './identity-store';
import type { OpenIdTokens } from './open-id-tokens';
import type { TrustPolicies } from './trust-policies';

/** A role, and in whose name it is assumed; the account is known. */
export type RoleSessionInput = Omit<RoleSession, 'accountId'>;

/** What identity pools run on. */
export interface IdentityPoolsProps {
  readonly blueprint: Blueprint;
  readonly logins: LoginVerifier;
  /** The keys of social and other OpenID Connect providers. */
  readonly openId: Pick<IssuerKeys, 'of'>;
  readonly samlProviders: SamlProviders;
  /** Checks the signature of calls that only a login backend may make. */
  readonly gate: JsonGate;
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Makes the caller that a role's session is. */
  readonly roleSession: (input: RoleSessionInput) => Caller;
}

/** What the operations share. */
export interface IdentityPoolServices extends IdentityPoolsProps {
  readonly identities: IdentityStore;
  readonly tokens: OpenIdTokens;
  readonly trust: TrustPolicies;
}

/** `<stack>:<Terraform address>` */
export const placeOf = ({ stack, address }: Pick<Role, 'stack' | 'address'>): string => `${stack}:${address}`;
