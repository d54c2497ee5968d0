import type { SandboxResponse } from '../../http/message';
import type { ReadAuthorization } from '../authorization/read-authorization';
import type { DomainCall } from '../domain-call';
import type { DomainServices } from '../domain-services';

/** Somebody is at one of the pages, for an application that waits. Each page checks again what the application asked. */
export interface SignInContext {
  readonly services: DomainServices;
  readonly call: DomainCall;
  readonly asked: ReadAuthorization;
}

/** What was typed. A field that is not there is empty. */
export interface TypedForm {
  /** Trimmed. */
  text(name: string): string;
  /** As it was typed: spaces may be part of a password. */
  secret(name: string): string;
  /** Those whose name begins so, without it; trimmed, and left out where empty. */
  startingWith(prefix: string): readonly { readonly Name: string; readonly Value: string }[];
}

/** One page: how it is shown, and what becomes of its form. */
export interface SignInPage {
  /** `undefined` where the page follows only from another. */
  readonly show: ((context: SignInContext) => SandboxResponse) | undefined;
  readonly submit: (context: SignInContext, form: TypedForm) => SandboxResponse | Promise<SandboxResponse>;
}
