import { request, type IncomingMessage } from 'node:http';
import { parse, type HTMLElement } from 'node-html-parser';
import { TourError } from './errors';

/** A page of a user pool's domain, or the address of another site that the browser is sent to. */
export interface Shown {
  readonly title: string;
  readonly document: HTMLElement;
  /** Where the domain sends the browser; `undefined` while it shows a page of its own. */
  readonly leaves: URL | undefined;
}

/** One person's browser at a domain: cookies, redirects, forms. */
export class SignInPages {
  readonly #cookies = new Map<string, string>();

  /**
   * @param domainUrl where browsers on this computer find the domain; not every resolver knows `<prefix>.localhost`, so
   *   connections go to 127.0.0.1 by themselves
   */
  constructor(private readonly domainUrl: string) {}

  async open(address: string): Promise<Shown> {
    return this.#visit(address, 'GET', '');
  }

  /** Fills in the first form of a page, and sends it. */
  async submit({ document, title }: Shown, values: Readonly<Record<string, string>>): Promise<Shown> {
    const form = document.querySelector('form');
    if (form === null) throw new TourError(`The page "${title}" has no form.`);
    const given = form
      .querySelectorAll('input')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''] as const);
    const body = new URLSearchParams({ ...Object.fromEntries(given), ...values }).toString();
    return this.#visit(form.getAttribute('action') ?? '', 'POST', body);
  }

  async #visit(address: string, method: string, body: string): Promise<Shown> {
    const url = new URL(address, this.domainUrl);
    if (url.origin !== this.domainUrl) return { title: '', document: parse(''), leaves: url };
    const { headers, text } = await this.#send(url, method, body);
    for (const line of headers['set-cookie'] ?? []) this.#keep(line);
    if (headers.location !== undefined) return this.#visit(headers.location, 'GET', '');
    const document = parse(text);
    return { title: document.querySelector('h1')?.text ?? '', document, leaves: undefined };
  }

  #send(url: URL, method: string, body: string): Promise<{ headers: IncomingMessage['headers']; text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { host: url.host, cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const target = { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method, headers };
    return new Promise((resolve, reject) => {
      const outgoing = request(target, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => resolve({ headers: incoming.headers, text: Buffer.concat(chunks).toString() }));
      });
      outgoing.on('error', reject).end(body);
    });
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (line.includes('Max-Age=0')) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
