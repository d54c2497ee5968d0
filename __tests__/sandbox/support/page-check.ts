import { createHash } from 'node:crypto';
import type { Visit } from './browser';

/** What holds for each page: for those who do not see it, do not script it, or wish to misuse it. */
export function checkPage(visit: Visit): void {
  const { document, headers, status } = visit;
  const all = (selector: string) => document.querySelectorAll(selector);
  const problems: string[] = [];
  const expectThat = (holds: boolean, what: string): void => void (holds || problems.push(what));

  expectThat(document.querySelector('html')?.getAttribute('lang') === 'en', 'no language');
  expectThat(all('h1').length === 1 && all('main').length === 1, 'not one heading in one main');
  expectThat(document.querySelector('title')?.text === visit.title && visit.title !== '', 'no title');
  expectThat(
    /width=device-width/.test(document.querySelector('meta[name=viewport]')?.getAttribute('content') ?? ''),
    'no viewport',
  );
  expectThat(all('script, iframe, img, link, [style], [onclick], [onload]').length === 0, 'more than plain HTML');

  const ids = all('[id]').map((element) => element.getAttribute('id'));
  expectThat(new Set(ids).size === ids.length, 'an id twice');
  const inputs = all('input').filter((input) => input.getAttribute('type') !== 'hidden');
  for (const input of inputs) {
    const name = input.getAttribute('name') ?? '';
    expectThat(all(`label[for="${input.getAttribute('id') ?? ''}"]`).length === 1, `${name} has no label`);
    expectThat(input.hasAttribute('autocomplete'), `${name} has no autocomplete`);
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== '');
    expectThat(
      described.every((id) => ids.includes(id)),
      `${name} is described by nothing`,
    );
    expectThat(
      !input.hasAttribute('aria-invalid') || (described.includes('fault') && input.hasAttribute('autofocus')),
      `${name} does not tell its fault`,
    );
    expectThat(input.getAttribute('type') !== 'password' || !input.hasAttribute('value'), `${name} shows a password`);
  }
  expectThat(all('[autofocus]').length === Math.min(1, inputs.length), 'not one focus');
  expectThat(
    all('svg').every((svg) => svg.hasAttribute('aria-label')),
    'a picture without words',
  );
  expectThat(all('[role=alert]').length === (status >= 400 ? 1 : 0), 'a fault that is not told, or none that is');
  expectThat((visit.reason !== undefined) === status >= 400, 'a refusal without a reason, or a reason without one');
  for (const form of all('form')) {
    expectThat(form.getAttribute('method') === 'post', 'a form that is not posted');
    expectThat(form.getAttribute('action')?.startsWith('/') === true, 'a form that leaves the domain');
    expectThat(form.querySelectorAll('input[name=formToken]').length === 1, 'a form that anybody may send');
  }

  const hash = createHash('sha256')
    .update(document.querySelector('style')?.text ?? '')
    .digest('base64');
  const forms = all('form').length === 0 ? /'self'/ : /'self' \S+/;
  const policy = String(headers['content-security-policy']);
  const [defaults, styles, formAction, ...others] = policy.split('; ');
  expect([defaults, styles, others]).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    ["base-uri 'none'", "frame-ancestors 'none'"],
  ]);
  expect(formAction).toMatch(new RegExp(`^form-action ${forms.source}`));
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  expect([visit.title, problems]).toEqual([visit.title, []]);
}
