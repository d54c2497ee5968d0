import type { MethodSettings } from '../../blueprint/model';
import type { RoutedExchange } from './exchange';
import { throttled, type TypedRefusal } from './refusal';

/** Takes a token for a request, or refuses it. */
export type Throttle = (exchange: RoutedExchange) => TypedRefusal | undefined;

interface Bucket {
  tokens: number;
  filledAt: number;
}

interface Limits {
  readonly rate: number;
  readonly burst: number;
}

/** AWS's limits of an account, for what a stage does not limit itself. */
const accountLimits: Limits = { rate: 10_000, burst: 5_000 };

/** A token bucket for each method of each stage, filled by the time at which requests arrive. */
export function createThrottle(): Throttle {
  const buckets = new Map<string, Bucket>();
  return (exchange) => {
    const { api, stage, route, receivedAt } = exchange;
    const limits = limitsFor(stage.methodSettings, route);
    const key = `${api.id} ${stage.name} ${route.method} ${route.path}`;
    const bucket = buckets.get(key) ?? { tokens: limits.burst, filledAt: receivedAt };
    // The clock may be moved back, which must not take tokens away.
    const elapsed = Math.max(0, receivedAt - bucket.filledAt) / 1000;
    const tokens = Math.min(limits.burst, bucket.tokens + elapsed * limits.rate);
    const refused = tokens < 1;
    buckets.set(key, { tokens: refused ? tokens : tokens - 1, filledAt: receivedAt });
    return refused ? tooMany(exchange, limits) : undefined;
  };
}

const tooMany = ({ route, stage }: RoutedExchange, { rate, burst }: Limits): TypedRefusal =>
  throttled(`${route.method} ${route.path} of stage ${stage.name} takes ${rate} requests a second, ${burst} at once.`);

/** Settings of the method itself go before those of all methods. */
function limitsFor(settings: readonly MethodSettings[], route: RoutedExchange['route']): Limits {
  const own = settings.find(({ methodPath }) => isFor(methodPath, route));
  const all = settings.find(({ methodPath }) => methodPath === '*/*');
  const chosen = (key: 'throttlingRateLimit' | 'throttlingBurstLimit'): number | undefined =>
    [own?.[key], all?.[key]].find((limit) => limit !== undefined && limit >= 0);
  return {
    rate: chosen('throttlingRateLimit') ?? accountLimits.rate,
    burst: chosen('throttlingBurstLimit') ?? accountLimits.burst,
  };
}

/** `pets/{petId}/GET`; slashes may be written as `~1`, as AWS returns them. */
function isFor(methodPath: string, { method, path }: RoutedExchange['route']): boolean {
  const [, resource = '', verb] = /^(.*)\/([^/]+)$/.exec(methodPath) ?? [];
  return verb === method && `/${resource.replaceAll('~1', '/').replace(/^\/+/, '')}` === path;
}
