import type { DomainCall } from './domain-call';

/**
 * A cookie of one host alone: never with `Domain`, so that no other pool's domain sees it. Over HTTPS its name begins
 * with `__Host-`, and browsers hold every server to that.
 */
export interface OwnCookie {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number;
  /** Whether it must come along when a page of another site posts here, as SAML providers' pages do. @default false */
  readonly crossSite?: boolean;
}

/** The value of a cookie that this domain has set; `undefined` where there is none, or several. */
export function readCookie({ request, secure }: DomainCall, name: string): string | undefined {
  const own = nameOf(name, secure);
  const values = (request.header('cookie') ?? '')
    .split(/[;,]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${own}=`))
    .map((pair) => decode(pair.slice(own.length + 1)));
  // Two of one name: somebody else's program planted one.
  return values.length === 1 ? values[0] : undefined;
}

/** The value of `Set-Cookie`. Lax: it comes along when an application sends the browser here, not on its posts. */
export function setCookie({ secure }: Pick<DomainCall, 'secure'>, cookie: OwnCookie): string {
  const { name, value, maxAgeSeconds, crossSite = false } = cookie;
  // Browsers take `None` only together with `Secure`, which they allow `localhost` over plain HTTP, too.
  const site = crossSite ? ['SameSite=None', 'Secure'] : ['SameSite=Lax', ...(secure ? ['Secure'] : [])];
  const attributes = ['Path=/', `Max-Age=${maxAgeSeconds}`, 'HttpOnly', ...site];
  return [`${nameOf(name, secure)}=${encodeURIComponent(value)}`, ...attributes].join('; ');
}

const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
