import type { JSONWebKeySet } from 'jose';
import { readBlueprint } from '../blueprint/read-blueprint';
import type { Blueprint } from '../blueprint/model';
import { control } from './control/control';
import { describe, type SandboxDescription } from './control/describe';
import { readSeedUsers } from './control/seed-users';
import type { Caller, CredentialStore, SignatureVerifier } from './credentials/caller';
import { createCredentialStore } from './credentials/credential-store';
import { createJsonGate, type JsonGate } from './credentials/json-gate';
import { administrator, roleSession } from './credentials/role-session';
import { createSignatureVerifier } from './credentials/signature-v4';
import { createDomains } from './domain/domain';
import { Federation } from './domain/federation/federation';
import { createDynamoDb } from './dynamodb/dynamodb';
import { badPort, roleOfNobody } from './errors';
import { createGateway } from './gateway/gateway';
import { startServer } from './http/server';
import type { RoleSessionInput } from './identity-pools/identity-pool-services';
import { createIdentityPools } from './identity-pools/identity-pools';
import { createFunctionRuntime } from './lambda/worker-runtime';
import { IssuerKeys } from './open-id/issuer-keys';
import { createRouter } from './router';
import { SamlProviders } from './saml/saml-providers';
import { createSecretsManager } from './secrets-manager/secrets-manager';
import { createSts } from './sts/sts';
import { createLineLogger } from './system/line-logger';
import { createMovableClock } from './system/movable-clock';
import { createRandomIds } from './system/random-ids';
import { createUserPools, type UserPools } from './user-pools/user-pools';

/** What to run, and where. */
export interface SandboxOptions {
  /** A folder that cdktf synthesized. */
  readonly outputFolder: string;
  /** A number from 0 to 65535, as text; 0 takes any free port. @default 4500, or the next free one */
  readonly port?: string | undefined;
  /** A file of users to be there from the start. */
  readonly usersFile?: string | undefined;
  /**
   * Issuer to the URL of a provider that stands for it, such as one that a test runs.
   *
   * @default each OpenID Connect issuer is asked at its own address
   */
  readonly issuers?: ReadonlyMap<string, string> | undefined;
  /**
   * Values of Terraform variables by name, as `TF_VAR_<name>` gives them.
   *
   * @default their defaults alone
   */
  readonly variables?: Readonly<Record<string, string>>;
  /** Takes the log's lines. @default standard error */
  readonly write?: (line: string) => void;
}

/** A sandbox that listens. */
export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  readonly blueprint: Blueprint;
  describe(): SandboxDescription;
  /** Ends servers and functions, and removes what was written to disk. May be called twice. */
  stop(): Promise<void>;
}

const defaultPort = '4500';

/** The composition root: reads the output folder, wires all services, listens on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const port = readPort(options.port ?? defaultPort);
  const seeds = options.usersFile === undefined ? [] : readSeedUsers(options.usersFile);
  const blueprint = readBlueprint({
    outputFolder: options.outputFolder,
    ...(options.variables === undefined ? {} : { variables: options.variables }),
  });
  const clock = createMovableClock();
  const logger = createLineLogger(clock, options.write ?? ((line) => process.stderr.write(`${line}\n`)));
  const sandbox = compose(blueprint, { clock, logger, ids: createRandomIds() }, options.issuers);
  await Promise.all([sandbox.userPools.ready(), sandbox.dynamoDb.ready(), sandbox.samlProviders.ready()]);
  await sandbox.userPools.seed(seeds);
  const server = await startServer({ handle: sandbox.handle, ids: sandbox.ids, clock, logger }, port);
  sandbox.listensOn(server.port);
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    blueprint,
    describe: sandbox.describe,
    stop: async () => {
      await server.stop();
      await Promise.all([sandbox.runtime.stop(), sandbox.dynamoDb.stop()]);
    },
  };
}

interface System {
  readonly clock: ReturnType<typeof createMovableClock>;
  readonly logger: ReturnType<typeof createLineLogger>;
  readonly ids: ReturnType<typeof createRandomIds>;
}

/** By ARN, of what policies can compare the tags. */
function tagsIn({
  userPools,
  identityPools,
}: Blueprint): (arn: string) => Readonly<Record<string, string>> | undefined {
  const tags = new Map([...userPools, ...identityPools].map((pool) => [pool.arn, pool.tags]));
  return (arn) => tags.get(arn);
}

function compose(blueprint: Blueprint, system: System, stands: ReadonlyMap<string, string> | undefined) {
  const { clock, ids } = system;
  const { region, accountId } = blueprint;
  let port = 0;
  const credentials = createCredentialStore({ clock, ids });
  const developer = credentials.issueLongTerm(administrator(accountId, 'developer'));
  const verify = createSignatureVerifier({ credentials, clock });
  const gate = (service: string) => createJsonGate({ verify, region, service, clock, tagsOf: tagsIn(blueprint) });
  const sessionFor = (roleArn: string, sessionName: string) => sessionOfFunction(blueprint, roleArn, sessionName);
  const runtime = createFunctionRuntime({ ...system, blueprint, credentials, sessionFor, carryTo: () => ({ port }) });
  const userPools = createUserPools({ ...system, blueprint, runtime, administration: gate('cognito-idp') });
  const { identityPools, sts, samlProviders } = composeFederation({
    ...system,
    blueprint,
    stands,
    credentials,
    verify,
    userPools,
    gate,
  });
  const dynamoDb = createDynamoDb({ ...system, blueprint, gate: gate('dynamodb'), region });
  const secrets = createSecretsManager({ ...system, blueprint, gate: gate('secretsmanager') });
  const tokens = userPools.apiTokens;
  const gateway = createGateway({ ...system, blueprint, verifySignature: verify, tokens, runtime });
  const describeNow = () => describe(blueprint, { url: `http://127.0.0.1:${port}`, developer, now: clock.now() });
  const { mailbox } = userPools;
  const controls = { clock, describe: describeNow, mailbox, flushAuthorizers: gateway.flushAuthorizers };
  const handle = createRouter({
    ...system,
    services: {
      'cognito-idp': userPools.handle,
      'cognito-identity': identityPools.handle,
      dynamodb: dynamoDb.handle,
      secretsmanager: secrets.handle,
      sts: sts.handle,
    },
    gateway: gateway.handle,
    wellKnown: userPools.wellKnown,
    identityKeys: identityPools.openIdKeySet,
    domains: createDomains({ ...userPools.services, federation: new Federation({ clock, ids, stands }) }),
    control: (request) => control(controls, request),
  });
  const listensOn = (chosen: number): void => void (port = chosen);
  return { ids, userPools, dynamoDb, samlProviders, runtime, handle, listensOn, describe: describeNow };
}

interface FederationParts extends System {
  readonly blueprint: Blueprint;
  readonly stands: ReadonlyMap<string, string> | undefined;
  readonly credentials: CredentialStore;
  readonly verify: SignatureVerifier;
  readonly userPools: UserPools;
  readonly gate: (service: string) => JsonGate;
}

/** What trades the word of an identity provider for credentials. */
function composeFederation({ stands, userPools, verify, gate, ...parts }: FederationParts) {
  const { accountId } = parts.blueprint;
  const samlProviders = new SamlProviders(parts.blueprint.samlProviders);
  const openId = new IssuerKeys({ clock: parts.clock, stands, own: (issuer) => keysOfUserPool(userPools, issuer) });
  const shared = {
    ...parts,
    openId,
    samlProviders,
    roleSession: (session: RoleSessionInput) => roleSession({ ...session, accountId }),
  };
  const { logins } = userPools;
  const identityPools = createIdentityPools({ ...shared, logins, gate: gate('cognito-identity') });
  const sts = createSts({ ...shared, verify, identityPoolKeys: identityPools.openIdKeySet });
  return { identityPools, sts, samlProviders };
}

/** User pools can be providers of IAM's, too: their keys are at hand. */
function keysOfUserPool({ directory, wellKnown }: UserPools, issuer: string): JSONWebKeySet | undefined {
  const runtime = directory.byIssuer(issuer);
  const document = runtime === undefined ? undefined : wellKnown(`/${runtime.pool.id}/.well-known/jwks.json`);
  return document === undefined ? undefined : (JSON.parse(String(document.body)) as JSONWebKeySet);
}

/** Whom a function calls AWS as. */
function sessionOfFunction({ roles, accountId }: Blueprint, roleArn: string, sessionName: string): Caller {
  const role = roles.find(({ arn }) => arn === roleArn);
  if (role === undefined) throw roleOfNobody(roleArn);
  return roleSession({ role, sessionName, accountId });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw badPort(text);
  return port;
}
