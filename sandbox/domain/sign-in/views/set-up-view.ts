import { encode } from 'uqr';
import type { SandboxResponse } from '../../../http/message';
import { html, type Html } from '../../pages/html';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext } from '../sign-in-context';
import { codeField } from '../user-fields';

/** An app that is to make one-time codes. */
export interface SetUpShown {
  readonly session: string;
  /** Base32. */
  readonly secret: string;
  readonly username: string;
  readonly fault?: LoggedFault | undefined;
}

export const setUpFields = [{ ...codeField, hint: 'The six digits that the app shows for the new account.' }];

/** Shows the secret in three ways: as a picture, as a link for this device, and as text. */
export function showSetUp(context: SignInContext, { session, secret, username, fault }: SetUpShown): SandboxResponse {
  const { pool } = context.call.runtime;
  const uri = otpauthUri({ issuer: pool.name, username, secret });
  return showForm(context, {
    title: 'Set up one-time codes',
    action: '/mfa/register',
    fields: setUpFields,
    hidden: { session },
    submit: 'Continue',
    fault,
    before: html`<p>Add an account in an authenticator app: scan the picture, or type the key.</p>
      ${qrCode(uri)}
      <p>Key: <code>${secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
      <p><a href="${uri}">Open the authenticator app on this device</a></p>`,
    after: links(context, [['/login', 'Begin again']]),
  });
}

/** The format that authenticator apps share (Google Authenticator, key URI format). */
function otpauthUri({ issuer, username, secret }: { issuer: string; username: string; secret: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

/** A square for each dark module, on white with a quiet margin, whatever the colors of the page. */
function qrCode(text: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="QR code of the key"
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d="M0 0h${size}v${size}H0z" />
    <path fill="#000" d="${squares.join('')}" />
  </svg>`;
}
