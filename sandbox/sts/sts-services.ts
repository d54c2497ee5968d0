import type { JSONWebKeySet } from 'jose';
import type { Blueprint } from '../../blueprint/model';
import type { CredentialStore, SignatureVerifier } from '../credentials/caller';
import type { SandboxRequest } from '../http/message';
import type { RoleSessionInput } from '../identity-pools/identity-pool-services';
import type { TrustPolicies } from '../identity-pools/trust-policies';
import type { IssuerKeys } from '../open-id/issuer-keys';
import type { SamlProviders } from '../saml/saml-providers';
import type { Clock, Logger } from '../system/services';
import type { Caller } from '../credentials/caller';
import type { XmlElements } from './query-protocol';

/** What STS runs on. */
export interface StsProps {
  readonly blueprint: Blueprint;
  readonly credentials: CredentialStore;
  readonly verify: SignatureVerifier;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The keys of OpenID Connect providers. */
  readonly openId: Pick<IssuerKeys, 'of'>;
  readonly samlProviders: SamlProviders;
  /** The keys of the tokens that identity pools issue. */
  readonly identityPoolKeys: () => Promise<JSONWebKeySet>;
  /** Makes the caller that a role's session is. */
  readonly roleSession: (input: RoleSessionInput) => Caller;
}

/** What the operations share. */
export interface StsServices extends StsProps {
  readonly trust: TrustPolicies;
}

/** One operation: what is sent as `<action>Result`, or an `StsError`. */
export type StsOperation = (
  parameters: ReadonlyMap<string, string>,
  request: SandboxRequest,
) => Promise<XmlElements> | XmlElements;
