import type { Keys } from './clients';
import { missing } from './errors';

/** The part of `GET /_sandbox` that stories go by. */
export interface Description {
  readonly url: string;
  readonly region: string;
  readonly developer: Keys;
  readonly stacks: Readonly<Record<string, StackDescription>>;
}

/** One stack of it. */
export interface StackDescription {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly apis: readonly ApiDescription[];
  readonly userPools: readonly UserPoolDescription[];
}

/** Where an API listens on this computer. */
export interface ApiDescription {
  readonly invokeUrl: string;
}

/** A user pool with its domain and its app clients. */
export interface UserPoolDescription {
  readonly domain?: { readonly tokenUrl: string; readonly browserUrl: string };
  /** `iss` of its tokens. */
  readonly issuer: string;
  readonly clients: readonly { readonly id: string; readonly secret?: string }[];
}

/** An output of a stack, which must be a text. */
export function outputOf(description: Description, stack: string, name: string): string {
  const value = description.stacks[stack]?.outputs[name];
  if (typeof value !== 'string') throw missing(stack, `output ${name}`);
  return value;
}

/** The only API of a stack. */
export function apiOf(description: Description, stack: string): ApiDescription {
  const api = description.stacks[stack]?.apis[0];
  if (api === undefined) throw missing(stack, 'API');
  return api;
}
