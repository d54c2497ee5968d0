import type { SandboxRequest } from '../http/message';
import { refused, type TokenRefusal } from './domain-answer';
import { repeatedName } from './repeated-name';

/** A form by which a client asks, and how the client names itself. */
export interface ClientForm {
  readonly kind: 'read';
  readonly form: URLSearchParams;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

/** Far more than the longest refresh token needs. Anybody may post here, before any secret is compared. */
const longestForm = 65_536;

/** Reads the form and how the client names itself: by `Authorization: Basic`, or within the form. */
export function readClientForm(request: SandboxRequest): ClientForm | TokenRefusal {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.header('content-type') ?? '')) {
    return invalid('The content type is not application/x-www-form-urlencoded.');
  }
  if (request.body.length > longestForm) return invalid(`The form is longer than ${longestForm} bytes.`);
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (repeatedName(form) !== undefined) return invalid('A parameter is there more than once.');
  const client = readClient(request.header('authorization'), form);
  return client.kind === 'refused' ? client : { ...client, form };
}

interface NamedClient {
  readonly kind: 'read';
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

function readClient(authorization: string | undefined, form: URLSearchParams): NamedClient | TokenRefusal {
  const clientId = form.get('client_id') ?? undefined;
  const clientSecret = form.get('client_secret') ?? undefined;
  if (authorization === undefined) {
    if (clientId === undefined) return invalid('There is neither an Authorization header nor the parameter client_id.');
    return { kind: 'read', clientId, clientSecret };
  }
  const basic = readBasic(authorization);
  if (basic === undefined) return refused('invalid_client', 'The Authorization header is not Basic <id:secret>.');
  if (clientSecret !== undefined) return invalid('The client gives its secret in two ways; one is allowed.');
  if (clientId !== undefined && clientId !== basic.clientId) {
    return invalid('The parameter client_id and the Authorization header name two clients.');
  }
  return basic;
}

/** OAuth 2.0 encodes both as form values before they are joined; of Cognito's ids and secrets that changes nothing. */
function readBasic(authorization: string): NamedClient | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { kind: 'read', clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}

const invalid = (reason: string): TokenRefusal => refused('invalid_request', reason);
