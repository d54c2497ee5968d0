import { parse, type HTMLElement } from 'node-html-parser';

/** What a browser sends. */
export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in lower case; `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  /** `x-sandbox-reason`. */
  readonly reason: string | undefined;
}

export type Send = (sent: Sent) => Promise<Received>;

/** Where a browser ended up: at a page, or at an address that is not of the domains. */
export interface Visit extends Received {
  readonly url: string;
  /** The query of `url`. */
  readonly query: URLSearchParams;
  readonly document: HTMLElement;
  readonly title: string;
  /** What `role=alert` says. */
  readonly alert: string | undefined;
  /** Addresses of all redirects on the way, the last one included. */
  readonly redirects: readonly string[];
}

/** Keeps cookies, follows redirects and fills in forms, as far as domains need it. */
export class Browser {
  /** By host, then by name. */
  readonly cookies = new Map<string, Map<string, string>>();

  constructor(
    private readonly send: Send,
    /** Hosts that `send` reaches; a redirect elsewhere ends a visit. */
    private readonly reaches: (host: string) => boolean,
  ) {}

  async go(url: string): Promise<Visit> {
    return this.#visit(url, { method: 'GET', body: '', headers: {} });
  }

  /** Fills in the form whose fields are named, and sends it as it says. */
  async submit(visit: Visit, values: Readonly<Record<string, string>>, action?: string): Promise<Visit> {
    const forms = visit.document.querySelectorAll('form');
    const form = forms.find(
      (candidate) => action === undefined || candidate.getAttribute('action')?.startsWith(action),
    );
    if (form === undefined) throw new Error(`No form ${action ?? ''} on ${visit.url}: ${visit.body}`);
    const inputs = form.querySelectorAll('input');
    const names = inputs.map((input) => input.getAttribute('name') ?? '');
    const missing = Object.keys(values).find((name) => !names.includes(name));
    if (missing !== undefined) throw new Error(`No field ${missing} on ${visit.url}; there are ${names.join(', ')}`);
    const filled = inputs.map((input): [string, string] => {
      const name = input.getAttribute('name') ?? '';
      return [name, values[name] ?? input.getAttribute('value') ?? ''];
    });
    return this.post(new URL(form.getAttribute('action') ?? '', visit.url).href, Object.fromEntries(filled));
  }

  async post(
    url: string,
    form: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Visit> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(form).toString();
    return this.#visit(url, {
      method: 'POST',
      body,
      headers: { ...type, 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** Follows the link whose text is this. */
  async follow(visit: Visit, text: string): Promise<Visit> {
    const link = visit.document.querySelectorAll('a').find((candidate) => candidate.text.trim() === text);
    if (link === undefined) throw new Error(`No link ${text} on ${visit.url}`);
    return this.go(new URL(link.getAttribute('href') ?? '', visit.url).href);
  }

  async #visit(url: string, first: Omit<Sent, 'path'>): Promise<Visit> {
    let at = new URL(url);
    let answer = await this.#send(at, first);
    const redirects: string[] = [];
    while (answer.status === 302) {
      at = new URL(String(answer.headers['location']), at);
      redirects.push(at.href);
      if (!this.reaches(at.host)) break;
      answer = await this.#send(at, { method: 'GET', body: '', headers: {} });
    }
    const document = parse(answer.body);
    return {
      ...answer,
      url: at.href,
      query: at.searchParams,
      document,
      title: document.querySelector('h1')?.text ?? '',
      alert: document.querySelector('[role=alert]')?.text,
      redirects,
    };
  }

  async #send(url: URL, { method, body, headers }: Omit<Sent, 'path'>): Promise<Received> {
    const jar = this.cookies.get(url.host) ?? new Map<string, string>();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { host: url.host, ...headers, ...(cookie === '' ? {} : { cookie }) };
    const answer = await this.send({ method, path: url.pathname + url.search, headers: all, body });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) keep(jar, line);
    this.cookies.set(url.host, jar);
    return answer;
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', value = ''] = pair.split('=');
  if (attributes.some((attribute) => attribute.startsWith('Domain'))) throw new Error(`Shared between hosts: ${line}`);
  if (attributes.includes('Max-Age=0')) jar.delete(name);
  else jar.set(name, value);
}
