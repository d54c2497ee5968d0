import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createHandler } from '../../functions/content-consumer/handler';
import { createSecretSource } from '../../functions/content-consumer/secret-source';
import { createTokenSource } from '../../functions/content-consumer/token-source';
import type { ApiAnswer } from '../../functions/shared/answer';
import { createLogger } from '../../functions/shared/logger';
import { apiEvent } from './api-event';

export const premiumApiUrl = 'https://premium.example/prod/home/premium';
export const secretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf';
export const tokenEndpoint = 'https://issuer.example/oauth2/token';

/** A request as the other side sees it. */
export interface Seen {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly redirect: Request['redirect'];
}

type Answering = (seen: Seen) => Response | Promise<Response>;

/** The other side, and what it was asked. Each part can be changed during a test. */
export interface ConsumerWorld {
  now: number;
  clientSecret: string;
  /** As Secrets Manager gives it; by default from the client secret. */
  secretText: (() => string | Promise<string>) | undefined;
  tokenLifetime: number | undefined;
  token: Answering;
  premium: Answering;
  readonly secretReads: string[];
  readonly tokenRequests: Seen[];
  readonly premiumRequests: Seen[];
  /** Time limits that are over from the start, in milliseconds. */
  readonly expired: Set<number>;
  readonly limits: number[];
  readonly lines: string[];
  call(route?: string): Promise<ApiAnswer>;
}

export const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

export function consumerWorld(): ConsumerWorld {
  let issued = 0;
  const world: ConsumerWorld = {
    now: 1_700_000_000_000,
    clientSecret: 'secret-of-the-client-1',
    secretText: undefined,
    tokenLifetime: 3600,
    token: ({ body }) => {
      issued += 1;
      const scope = new URLSearchParams(body).get('scope') ?? '';
      const expires = world.tokenLifetime === undefined ? {} : { expires_in: world.tokenLifetime };
      return json(200, { access_token: `eyJtoken.${issued}.${scope}`, token_type: 'Bearer', ...expires });
    },
    premium: ({ authorization, method }) =>
      authorization === undefined
        ? json(401, { message: 'Unauthorized' })
        : json(200, { message: `Premium Content: OAuth Scope: ${method === 'GET' ? 'Read' : 'Write'}` }),
    secretReads: [],
    tokenRequests: [],
    premiumRequests: [],
    expired: new Set(),
    limits: [],
    lines: [],
    call: (route = 'authorized-read') => handler(apiEvent({ httpMethod: 'GET', resource: `/content/${route}` })),
  };
  const services = {
    now: () => world.now,
    timeLimit: (milliseconds: number) => {
      world.limits.push(milliseconds);
      return world.expired.has(milliseconds)
        ? AbortSignal.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
        : new AbortController().signal;
    },
    fetch: fetchOf(world),
  };
  const secrets = createSecretSource({ ...services, secretArn, secretsManager: secretsManagerOf(world) });
  const handler = createHandler({
    ...services,
    premiumApiUrl,
    tokens: createTokenSource({ ...services, secrets }),
    logger: createLogger((line) => world.lines.push(line)),
    allowedOrigins: [],
  });
  return world;
}

function fetchOf(world: ConsumerWorld): typeof fetch {
  return async (input, init = {}) => {
    init.signal?.throwIfAborted();
    const request = new Request(input, init);
    const seen = {
      method: request.method,
      authorization: request.headers.get('authorization') ?? undefined,
      body: await request.text(),
      redirect: request.redirect,
    };
    if (request.url === tokenEndpoint) {
      world.tokenRequests.push(seen);
      return world.token(seen);
    }
    expect(request.url).toBe(premiumApiUrl);
    world.premiumRequests.push(seen);
    return world.premium(seen);
  };
}

function secretsManagerOf(world: ConsumerWorld): Pick<SecretsManagerClient, 'send'> {
  const send = async (command: unknown, { abortSignal }: { readonly abortSignal: AbortSignal }): Promise<object> => {
    if (abortSignal.aborted) {
      throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
    }
    expect(command).toBeInstanceOf(GetSecretValueCommand);
    world.secretReads.push((command as GetSecretValueCommand).input.SecretId ?? '');
    return { SecretString: await (world.secretText ?? (() => secretOf(world.clientSecret)))() };
  };
  return { send } as Pick<SecretsManagerClient, 'send'>;
}

export function secretOf(clientSecret: string, change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    tokenEndpoint,
    clientId: 'client1',
    clientSecret,
    resourceServerIdentifier: 'premium_api',
    readScope: 'premium_api/read',
    writeScope: 'premium_api/write',
    ...change,
  });
}
