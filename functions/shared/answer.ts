import type { ApiEvent } from './event';

/** What a Lambda proxy integration returns. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Makes answers to one request: JSON, readable by pages of the allowed origins. */
export type AnswerMaker = (statusCode: number, body: unknown, headers?: Readonly<Record<string, string>>) => ApiAnswer;

/** The document's own header. */
const ownHeader = 'X-MyCompany-Func-Reply';

/**
 * Binds answers to a request. An origin is reflected only when it is listed: `*`, or a reflection of anything, would let
 * every page read notes.
 */
export function answersTo(event: Pick<ApiEvent, 'headers'>, allowedOrigins: readonly string[]): AnswerMaker {
  const shared = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    [ownHeader]: 'notes-handler',
    Vary: 'Origin',
    ...corsHeaders(originOf(event), allowedOrigins),
  };
  return (statusCode, body, headers = {}) => ({
    statusCode,
    headers: { ...shared, ...headers },
    body: JSON.stringify(body),
  });
}

function corsHeaders(origin: string | undefined, allowed: readonly string[]): Readonly<Record<string, string>> {
  return origin !== undefined && allowed.includes(origin)
    ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': `${ownHeader},Retry-After` }
    : {};
}

/** Header names come as the client wrote them; API Gateway sends `null` instead of an empty set. */
function originOf({ headers }: Pick<ApiEvent, 'headers'>): string | undefined {
  const given: Readonly<Record<string, string | undefined>> | null = headers;
  return Object.entries(given ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];
}
