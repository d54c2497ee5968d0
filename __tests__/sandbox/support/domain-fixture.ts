import { createDomains } from '../../../sandbox/domain/domain';
import { Federation } from '../../../sandbox/domain/federation/federation';
import type { CalledAs } from '../../../sandbox/http/destination';
import type { UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import { request } from './signed-requests';
import { aClient, aPool, machineOauth, seededIds, startWorld, type UserPoolWorld } from './user-pool-fixture';

export const secret = 'very5ecret';
export const domainHost = 'premium.auth.us-east-1.amazoncognito.com';
export const machineId = 'machine1';

export const read = 'premium_api/read';
export const write = 'premium_api/write';

/** A client that acts for itself, with both scopes of the premium API. */
export function aMachine(changes: Partial<UserPoolClient> = {}): UserPoolClient {
  return aClient({
    id: machineId,
    secret,
    oauth: machineOauth(read, write),
    ...changes,
  });
}

/** A pool with a domain and a resource server. */
export function aMachinePool(changes: Partial<UserPool> = {}): UserPool {
  return aPool({
    domain: {
      stack: 'test',
      address: 'aws_cognito_user_pool_domain.main',
      prefix: domainHost.split('.')[0] ?? '',
      host: domainHost,
    },
    resourceServers: [
      {
        stack: 'test',
        address: 'aws_cognito_resource_server.premium',
        identifier: 'premium_api',
        name: 'premium',
        scopes: [read, write],
      },
    ],
    clients: [aMachine()],
    ...changes,
  });
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly reason: string | undefined;
}

export interface TokenCall {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>> | string;
  /** `undefined`: the sandbox's own address. */
  readonly as?: CalledAs | undefined;
}

export interface DomainWorld extends UserPoolWorld {
  ask(call?: TokenCall): Promise<TokenAnswer>;
  /** Asks with the right secret, and expects a token. */
  token(form?: Readonly<Record<string, string>>): Promise<string>;
}

export const basic = (id: string, password: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
});

/** User pools with their domains, on a clock that stands still. */
export function startDomains(pools: readonly UserPool[] = [aMachinePool()]): DomainWorld {
  const world = startWorld(pools);
  const info = (event: string, fields: unknown): void => void world.log.push(`${event} ${JSON.stringify(fields)}`);
  const { clock } = world;
  const ids = seededIds('domain');
  const handle = createDomains({
    ...world.pools.services,
    ids,
    logger: { info, warn: info, error: info },
    federation: new Federation({ clock, ids }),
  });
  const ask: DomainWorld['ask'] = async ({ method = 'POST', path = '/oauth2/token', ...call } = {}) => {
    const { headers = basic(machineId, secret), form = { grant_type: 'client_credentials' } } = call;
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
    const wire = request({
      method,
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
    const as = 'as' in call ? call.as : { kind: 'aws-host' as const, host: domainHost };
    const answer = await handle(wire, as ?? { kind: 'own-address' });
    return { status: answer.status, body: String(answer.body), headers: answer.headers, reason: answer.reason };
  };
  return {
    ...world,
    ask,
    token: async (form = {}) => {
      const { status, body } = await ask({ form: { grant_type: 'client_credentials', ...form } });
      expect(status).toBe(200);
      return String((JSON.parse(body) as Record<string, unknown>)['access_token']);
    },
  };
}
