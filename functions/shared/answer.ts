import type { ApiEvent } from './event';

/** What a Lambda proxy integration returns. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Makes answers to one request: JSON, readable by pages of the allowed origins. */
export type AnswerMaker = (statusCode: number, body: unknown, headers?: Readonly<Record<string, string>>) => ApiAnswer;

/** What all answers of a function have in common. */
export interface AnswerOptions {
  readonly allowedOrigins: readonly string[];
  /** Value of the notes document's own header; absent where no document asks for it. */
  readonly reply?: string | undefined;
}

const ownHeader = 'X-MyCompany-Func-Reply';

/**
 * Binds answers to a request. An origin is reflected only when it is listed: `*`, or a reflection of anything, would let
 * every page read notes.
 */
export function answersTo(event: Pick<ApiEvent, 'headers'>, { allowedOrigins, reply }: AnswerOptions): AnswerMaker {
  const shared = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(reply === undefined ? {} : { [ownHeader]: reply }),
    Vary: 'Origin',
    ...corsHeaders(originOf(event), { allowedOrigins, reply }),
  };
  return (statusCode, body, headers = {}) => ({
    statusCode,
    headers: { ...shared, ...headers },
    body: JSON.stringify(body),
  });
}

function corsHeaders(
  origin: string | undefined,
  { allowedOrigins, reply }: AnswerOptions,
): Readonly<Record<string, string>> {
  const exposed = reply === undefined ? ['Retry-After'] : [ownHeader, 'Retry-After'];
  return origin !== undefined && allowedOrigins.includes(origin)
    ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposed.join(',') }
    : {};
}

/** Header names come as the client wrote them; API Gateway sends `null` instead of an empty set. */
function originOf({ headers }: Pick<ApiEvent, 'headers'>): string | undefined {
  const given: Readonly<Record<string, string | undefined>> | null = headers;
  return Object.entries(given ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];
}
