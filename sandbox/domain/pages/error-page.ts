import type { SandboxResponse } from '../../http/message';
import { methodNotAllowed } from '../domain-answer';
import type { DomainCall } from '../domain-call';
import { html } from './html';
import { pageResponse } from './page';

const explanations = {
  invalid_request:
    'The application asked for something that cannot be understood, or this sign-in did not begin in this browser, or took too long.',
  unauthorized_client: 'The application may not ask for this.',
  redirect_mismatch: 'The application wants you sent to an address that is not registered for it.',
} as const;

/** `GET /error`: what cannot be told to an application is told to the user. Only known words are shown. */
export function errorEndpoint({ request }: DomainCall): SandboxResponse {
  if (request.method !== 'GET') return methodNotAllowed(request.method, ['GET']);
  const given = new URLSearchParams(request.query).get('error') ?? '';
  const error = isKnown(given) ? given : 'invalid_request';
  return pageResponse({
    title: 'Sign-in cannot begin',
    status: 400,
    reason: `The error page was shown: ${error}.`,
    content: html`<p class="fault" role="alert">${explanations[error]}</p>
      <p>Go back to the application. If this happens again, tell those who run it: <code>${error}</code></p>`,
  });
}

const isKnown = (word: string): word is keyof typeof explanations => Object.hasOwn(explanations, word);
