import type { Blueprint } from '../../blueprint/model';
import type { UserPoolDomain } from '../../blueprint/model/user-pools';
import type { LongTermCredentials } from '../credentials/caller';

/** What runs, as `GET /_sandbox` answers it: enough for a client to be configured without reading Terraform. */
export interface SandboxDescription {
  readonly url: string;
  readonly region: string;
  readonly accountId: string;
  /** Keys of the developer at the keyboard, for calls that AWS wants signed by an administrator. */
  readonly developer: LongTermCredentials;
  /** ISO 8601; moved by `POST /_sandbox/clock`. */
  readonly time: string;
  readonly stacks: Readonly<Record<string, StackDescription>>;
}

/** One stack of what runs. */
export interface StackDescription {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly apis: readonly ApiDescription[];
  readonly userPools: readonly UserPoolDescription[];
  readonly identityPools: readonly { readonly id: string; readonly name: string }[];
  readonly tables: readonly string[];
  readonly secrets: readonly { readonly name: string; readonly arn: string }[];
}

/** One stage of an API. */
export interface ApiDescription {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  /** On this computer. */
  readonly invokeUrl: string;
  /** `POST /createnote`, … without preflights. */
  readonly routes: readonly string[];
}

/** A user pool and its app clients. */
export interface UserPoolDescription {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  /** On this computer. */
  readonly jwksUrl: string;
  /** Left out where the pool has no domain, and so nothing that gives tokens to clients. */
  readonly domain?: DomainDescription;
  readonly clients: readonly ClientDescription[];
}

/** Where a pool gives tokens. */
export interface DomainDescription {
  readonly host: string;
  /** For browsers on this computer: `http://<prefix>.localhost:<port>`. */
  readonly browserUrl: string;
  /** On this computer; AWS's own is the same path of `host`. */
  readonly tokenUrl: string;
}

/** An app client. */
export interface ClientDescription {
  readonly id: string;
  readonly name: string;
  readonly secret?: string;
  /** What it may ask for at the domain; left out where it may ask for nothing. */
  readonly scopes?: readonly string[];
}

/** Where and for whom the blueprint runs. */
export interface RunningAt {
  readonly url: string;
  readonly developer: LongTermCredentials;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Describes a running blueprint. */
export function describe(blueprint: Blueprint, at: RunningAt): SandboxDescription {
  return {
    url: at.url,
    region: blueprint.region,
    accountId: blueprint.accountId,
    // By name: clients write notes of their own into credentials that they are given.
    developer: { accessKeyId: at.developer.accessKeyId, secretAccessKey: at.developer.secretAccessKey },
    time: new Date(at.now).toISOString(),
    stacks: Object.fromEntries(blueprint.stacks.map(({ name }) => [name, describeStack(blueprint, name, at.url)])),
  };
}

function describeStack(blueprint: Blueprint, stack: string, url: string): StackDescription {
  const here = <T extends { readonly stack: string }>(things: readonly T[]): readonly T[] =>
    things.filter((thing) => thing.stack === stack);
  const outputs = blueprint.stacks.find(({ name }) => name === stack)?.outputs ?? [];
  return {
    outputs: Object.fromEntries(outputs.map(({ name, value }) => [name, value])),
    apis: here(blueprint.restApis).flatMap((api) =>
      api.stages.map((stage) => ({
        id: api.id,
        name: api.name,
        stage: stage.name,
        invokeUrl: `${url}/restapis/${api.id}/${stage.name}`,
        routes: api.routes.filter(({ method }) => method !== 'OPTIONS').map(({ method, path }) => `${method} ${path}`),
      })),
    ),
    userPools: here(blueprint.userPools).map((pool) => ({
      id: pool.id,
      name: pool.name,
      issuer: `https://${pool.endpoint}`,
      jwksUrl: `${url}/${pool.id}/.well-known/jwks.json`,
      ...(pool.domain === undefined ? {} : { domain: describeDomain(pool.domain, url) }),
      clients: pool.clients.map(({ id, name, secret, oauth }) => ({
        id,
        name,
        ...(secret === undefined ? {} : { secret }),
        ...(oauth === undefined ? {} : { scopes: oauth.scopes }),
      })),
    })),
    identityPools: here(blueprint.identityPools).map(({ id, name }) => ({ id, name })),
    tables: here(blueprint.tables).map(({ name }) => name),
    secrets: here(blueprint.secrets).map(({ name, arn }) => ({ name, arn })),
  };
}

function describeDomain({ host, prefix }: UserPoolDomain, url: string): DomainDescription {
  return { host, browserUrl: `http://${prefix}.localhost:${new URL(url).port}`, tokenUrl: `${url}/oauth2/token` };
}
