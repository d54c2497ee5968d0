/** Which part of the sandbox a request is for. */
export type Destination =
  | { readonly kind: 'service'; readonly service: AwsService }
  | { readonly kind: 'gateway'; readonly apiId: string; readonly rest: string }
  | { readonly kind: 'well-known' }
  /** The keys of the tokens that identity pools issue. */
  | { readonly kind: 'identity-keys' }
  /** The domain of a user pool, by whichever name. */
  | { readonly kind: 'domain'; readonly as: CalledAs }
  | { readonly kind: 'control' }
  | { readonly kind: 'nothing-here' }
  | { readonly kind: 'foreign-host' };

/** The name by which the domain of a user pool was called. Names are in lower case and without a port. */
export type CalledAs =
  /** AWS's host name, carried to this computer. */
  | { readonly kind: 'aws-host'; readonly host: string }
  /** `<prefix>.localhost`, which browsers know as this computer. */
  | { readonly kind: 'local-prefix'; readonly prefix: string }
  /** The sandbox's own address: a pool is told there only by a client or a token. */
  | { readonly kind: 'own-address' };

/** The services that the sandbox has, by the first label of their host names. */
export type AwsService = (typeof awsServices)[number];

const awsServices = ['cognito-idp', 'cognito-identity', 'dynamodb', 'secretsmanager', 'sts'] as const;

/** What a destination is read from. */
export interface Addressed {
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  header(name: string): string | undefined;
}

const targets: ReadonlyMap<string, AwsService> = new Map([
  ['AWSCognitoIdentityProviderService', 'cognito-idp'],
  ['AWSCognitoIdentityService', 'cognito-identity'],
  ['DynamoDB_20120810', 'dynamodb'],
  ['secretsmanager', 'secretsmanager'],
]);

/**
 * Reads the destination from the `Host` header, then from the path and `X-Amz-Target`. A host that is neither this
 * computer nor one of AWS's is refused: it is how a web page elsewhere would come in through DNS.
 */
export function destinationOf(request: Addressed): Destination {
  const host = request.host.toLowerCase().replace(/:\d+$/, '');
  if (host === '127.0.0.1' || host === 'localhost' || host === '[::1]') return onLoopback(request);
  const api = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/.exec(host);
  if (api?.[1] !== undefined) return { kind: 'gateway', apiId: api[1], rest: request.path };
  if (/^[a-z0-9-]+\.auth\.[a-z0-9-]+\.amazoncognito\.com$/.test(host))
    return { kind: 'domain', as: { kind: 'aws-host', host } };
  // Whether a pool has the prefix is for the domains to say; they refuse all others.
  const prefix = /^([a-z0-9-]+)\.localhost$/.exec(host)?.[1];
  if (prefix !== undefined) return { kind: 'domain', as: { kind: 'local-prefix', prefix } };
  // The global endpoint of STS is the only one without a region.
  if (host === 'sts.amazonaws.com') return { kind: 'service', service: 'sts' };
  if (host === identityIssuer) {
    return { kind: request.path === '/.well-known/jwks_uri' ? 'identity-keys' : 'nothing-here' };
  }
  const service = /^([a-z-]+)\.[a-z0-9-]+\.amazonaws\.com$/.exec(host)?.[1];
  return isService(service) ? byService(request, service) : { kind: 'foreign-host' };
}

/** Issues the tokens of identity pools, in all regions. */
const identityIssuer = 'cognito-identity.amazonaws.com';

function onLoopback(request: Addressed): Destination {
  const api = /^\/restapis\/([^/]+)(\/.*)?$/.exec(request.path);
  if (api?.[1] !== undefined) return { kind: 'gateway', apiId: api[1], rest: api[2] ?? '/' };
  if (request.path === '/_sandbox' || request.path.startsWith('/_sandbox/')) return { kind: 'control' };
  if (isWellKnown(request.path)) return { kind: 'well-known' };
  if (request.path.startsWith('/oauth2/')) return { kind: 'domain', as: { kind: 'own-address' } };
  if (request.path === '/' && isQueryProtocol(request)) return { kind: 'service', service: 'sts' };
  const service = targets.get(request.header('x-amz-target')?.split('.')[0] ?? '');
  return service === undefined ? { kind: 'nothing-here' } : { kind: 'service', service };
}

function byService(request: Addressed, service: AwsService): Destination {
  if (service === 'cognito-idp' && isWellKnown(request.path)) return { kind: 'well-known' };
  return { kind: 'service', service };
}

/** STS is the only service here that is not told by `X-Amz-Target`: it takes a form, or a query. */
const isQueryProtocol = ({ query, header }: Addressed): boolean =>
  header('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true ||
  new URLSearchParams(query).has('Action');

const isWellKnown = (path: string): boolean => /^\/[^/]+\/\.well-known\/[^/]+$/.test(path);

const isService = (name: string | undefined): name is AwsService => awsServices.some((service) => service === name);
