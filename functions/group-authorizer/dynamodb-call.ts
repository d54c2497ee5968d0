import { sign } from 'aws4';
import type { Exchange, ExchangeAnswer } from '../shared/exchange';

/** Credentials as Lambda gives them to a function. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a call needs from outside. */
export interface DynamoDbServices {
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly region: string;
  /** Where DynamoDB is, as a URL without a path. */
  readonly endpoint: string;
  readonly credentials: AwsCredentials;
}

/** For one attempt. */
export const callLimits = { milliseconds: 800, bytes: 20_000_000 } as const;

/**
 * One signed call of DynamoDB's JSON protocol.
 *
 * @throws ExchangeError where no answer came
 */
export function callDynamoDb(services: DynamoDbServices, operation: string, input: unknown): Promise<ExchangeAnswer> {
  const body = JSON.stringify(input);
  const url = new URL('/', services.endpoint);
  const { headers = {} } = sign(
    {
      service: 'dynamodb',
      region: services.region,
      host: url.host,
      method: 'POST',
      path: '/',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': `DynamoDB_20120810.${operation}`,
        'X-Amz-Date': amzDate(services.now()),
      },
      body,
    },
    services.credentials,
  );
  return services.exchange({
    method: 'POST',
    url: url.href,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
    milliseconds: callLimits.milliseconds,
    maximumBytes: callLimits.bytes,
  });
}

/** `20260131T235959Z`. */
function amzDate(now: number): string {
  return new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
}
