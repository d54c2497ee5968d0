import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';
import type { SandboxResponse } from '../http/message';
import type { RoutedExchange } from './exchange';
import { maximumPayloadBytes } from './limits';
import { isBinary } from './media-types';
import { integrationFailed, type TypedRefusal } from './refusal';
import { commonHeaders } from './response-headers';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What a function may return; any other member makes the whole answer malformed. */
const proxyResponse = z.strictObject({
  statusCode: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{3}$/)
        .transform(Number),
    ])
    .pipe(z.number().int().min(200).max(599))
    .nullish(),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The answer that a function's return value makes, or 502 where it is malformed. */
export function buildResponse(exchange: RoutedExchange, payload: unknown): SandboxResponse | TypedRefusal {
  const parsed = proxyResponse.safeParse(payload);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`);
    return integrationFailed(502, `Malformed Lambda proxy response. ${faults.join('; ')}`);
  }
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const merged = mergeHeaders(headers ?? {}, multiValueHeaders ?? {});
  const unsendable = merged.find(([name, values]) => !isSendable(name, values));
  if (unsendable !== undefined) return integrationFailed(502, `Malformed header ${JSON.stringify(unsendable[0])}.`);
  const decode = isBase64Encoded === true && isBinary(exchange.api.binaryMediaTypes, exchange.request.header('accept'));
  const bytes = Buffer.from(body ?? '', decode ? 'base64' : 'utf8');
  if (bytes.length > maximumPayloadBytes) {
    return integrationFailed(
      502,
      `The function's answer has ${bytes.length} bytes; API Gateway gives ${maximumPayloadBytes}.`,
    );
  }
  return {
    status: statusCode ?? 200,
    headers: {
      ...(merged.some(([name]) => name.toLowerCase() === 'content-type') ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(merged),
      ...commonHeaders(exchange),
      'X-Amzn-Trace-Id': exchange.traceId,
    },
    body: bytes,
  };
}

/** Headers that a function may not set. Source: API Gateway developer guide, known issues. */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
]);

/** The values of both maps by name, those of `multiValueHeaders` first, whose spelling of a name wins. */
function mergeHeaders(
  single: Readonly<Record<string, string>>,
  multi: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [string, string[]])[] {
  const merged = new Map<string, { readonly name: string; readonly values: string[] }>();
  const lists = Object.entries(single).map(([name, value]) => [name, [value]] as const);
  for (const [name, values] of [...Object.entries(multi), ...lists]) {
    const key = name.toLowerCase();
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { name, values: [...values] });
    else known.values.push(...values);
  }
  return [...merged]
    .filter(([key]) => key !== 'transfer-encoding')
    .map(([key, { name, values }]) => [remapped.has(key) ? `x-amzn-Remapped-${name}` : name, values]);
}

function isSendable(name: string, values: readonly string[]): boolean {
  try {
    validateHeaderName(name);
    values.forEach((value) => validateHeaderValue(name, value));
    return true;
  } catch {
    // Node's own check of what may stand in a header is the answer: a break in a line is not a fault of this process.
    return false;
  }
}
