/** Everything that may be logged. A field that is not here cannot reach a log, whatever the caller's types say. */
export interface LogFields {
  /** API Gateway's id of the request. */
  readonly requestId?: string;
  readonly identityId?: string;
  /** App client to which the access token was issued. */
  readonly clientId?: string;
  /** `sub` of a verified token. */
  readonly subject?: string;
  readonly noteId?: string;
  readonly status?: number;
  /** What the function depends on. */
  readonly upstream?: string;
  /** HTTP status with which that answered. */
  readonly upstreamStatus?: number;
  /** A stable code. */
  readonly reason?: string;
  /** An error's class. */
  readonly errorName?: string;
  /** Only of errors that speak of the deployment, never of the request. */
  readonly errorMessage?: string;
  readonly awsRequestId?: string;
  readonly attempts?: number;
  readonly count?: number;
}

/** One JSON line an event. */
export interface Logger {
  info(event: string, fields: LogFields): void;
  warn(event: string, fields: LogFields): void;
  error(event: string, fields: LogFields): void;
}

const allowed: ReadonlySet<string> = new Set<keyof LogFields>([
  'requestId',
  'identityId',
  'clientId',
  'subject',
  'noteId',
  'status',
  'upstream',
  'upstreamStatus',
  'reason',
  'errorName',
  'errorMessage',
  'awsRequestId',
  'attempts',
  'count',
]);

const longest = 500;

/** Tokens (JWT), signatures, access keys and anything behind `Bearer`, wherever they hide in a text. */
const secrets =
  /eyJ[\w-]{5,}(?:\.[\w-]*){0,4}|AWS4-HMAC-SHA256[^\n]*|\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b|\bBearer\s+\S+|\b(?:Signature|X-Amz-Security-Token|password|secret)=[^\s&,]+/gi;

/** @param write takes one line without its end */
export function createLogger(write: (line: string) => void): Logger {
  const at = (level: string) => (event: string, fields: LogFields) => {
    const kept = Object.entries(fields)
      .filter(([name, value]) => allowed.has(name) && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'number' ? value : redact(String(value))]);
    write(JSON.stringify({ level, event, ...Object.fromEntries(kept) }));
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function redact(text: string): string {
  return text.replace(secrets, '[redacted]').slice(0, longest);
}
