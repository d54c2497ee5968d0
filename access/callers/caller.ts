import type { Role } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import type { NamedPolicy } from '../../iam/policy';
import type { ChainStep } from '../chain';
import type { Demand, Principal } from '../model';

/** A principal, and all the ways in which it can call. */
export interface Caller {
  readonly principal: Principal;
  readonly ways: readonly Way[];
}

/** One way to come by something that a call is made with. */
export interface Way {
  /** How it is come by. Where a step stops, there is nothing to call with. */
  readonly steps: readonly ChainStep[];
  readonly credential: Credential;
  readonly choice?: Choice;
}

/** Set on ways of which somebody has exactly one, and a claim decides which. */
export interface Choice {
  /** The step of this way in which the claim is looked at. */
  readonly step: ChainStep | undefined;
  /** The same object in all of them. */
  readonly among: { readonly length: number };
}

/** What a call is made with. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'session'; readonly session: Session };

/** What a token says, as far as it is known before somebody has one. */
export interface Token {
  /** Exactly as in the claim `iss`. */
  readonly issuer: string;
  readonly use: 'id' | 'access';
  /** App client; absent where the issuer is not a user pool. */
  readonly clientId: string | undefined;
  /** Of an access token of another issuer. */
  readonly audience: string | undefined;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** What a function of the user pool may write into it otherwise. */
  readonly rewritten?: readonly ('groups' | 'scopes')[];
}

/** Temporary credentials of a role. */
export interface Session {
  readonly role: Role;
  readonly sessionName: string;
  /** Condition keys that come with the session. */
  readonly context: ConditionContext;
  readonly sessionPolicies: readonly NamedPolicy[];
}

/** A step that lets pass. */
export const passes = (check: ChainStep['check'], text: string, at?: ChainStep['at']): ChainStep => ({
  check,
  outcome: 'passes',
  text,
  ...(at === undefined ? {} : { at }),
});

/** A step that ends the chain. */
export const stops = (check: ChainStep['check'], text: string, at?: ChainStep['at']): ChainStep => ({
  ...passes(check, text, at),
  outcome: 'stops',
});

/** A step where code or data decides. */
export const decides = (
  check: ChainStep['check'],
  { text, demand, limit }: { readonly text: string; readonly demand: Demand; readonly limit?: Demand | undefined },
  at?: ChainStep['at'],
): ChainStep => ({
  ...passes(check, text, at),
  outcome: 'decides',
  demand,
  ...(limit === undefined ? {} : { limit }),
});
