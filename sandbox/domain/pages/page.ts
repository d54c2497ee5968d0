import type { SandboxResponse } from '../../http/message';
import { html, Html } from './html';
import { style, styleHash } from './style';

/** A page to be sent. */
export interface Page {
  /** The heading, and the title. */
  readonly title: string;
  readonly content: Html;
  /** @default 200 */
  readonly status?: number;
  /** Why something was refused: for the log and `x-sandbox-reason`. */
  readonly reason?: string | undefined;
  readonly cookies?: readonly (string | undefined)[];
  /** Where forms may lead: the application that waits. Browsers hold redirects after a post to it as well. */
  readonly leadsTo?: string | undefined;
}

// Apart from the template, where the formatter's spaces would be part of what the policy has the hash of.
const styleElement = new Html(`<style>${style}</style>`);

/** Renders a page that needs no script, shows nothing of others, and can be shown in nobody's frame. */
export function pageResponse({ title, content, status = 200, reason, cookies = [], leadsTo }: Page): SandboxResponse {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
  const set = cookies.filter((cookie) => cookie !== undefined);
  return {
    status,
    headers: { ...headers(leadsTo), ...(set.length === 0 ? {} : { 'set-cookie': set }) },
    body: `${document.text}\n`,
    ...(reason === undefined ? {} : { reason }),
  };
}

function headers(leadsTo: string | undefined): Readonly<Record<string, string>> {
  const forms = ["'self'", ...(leadsTo === undefined ? [] : [sourceOf(leadsTo)])].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${styleHash}; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** The origin of a web address; the scheme of an app's own. */
function sourceOf(address: string): string {
  const { protocol, host } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? `${protocol}//${host}` : protocol;
}
