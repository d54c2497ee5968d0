import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import type { AuthenticatorApp } from './authenticator-app';
import { TourError } from './errors';

/** Keys to sign with. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Who signs in where. */
export interface SignIn {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** For the second factor, where the pool asks for one or has it set up. */
  readonly app?: AuthenticatorApp;
  /** The one-time code to give. @default what the app shows */
  readonly oneTimeCode?: string;
}

/** Signs in with the Secure Remote Password protocol: the password never leaves this program. */
export function signInWithSrp(signIn: SignIn): Promise<CognitoUserSession> {
  const pool = new CognitoUserPool({
    UserPoolId: signIn.userPoolId,
    ClientId: signIn.clientId,
    endpoint: signIn.endpoint,
    Storage: new MemoryStorage(),
  });
  const user = new CognitoUser({ Username: signIn.username, Pool: pool, Storage: new MemoryStorage() });
  const details = new AuthenticationDetails({ Username: signIn.username, Password: signIn.password });
  return new Promise((resolve, reject) => {
    const onFailure = (error: { name: string; message: string }): void =>
      reject(Object.assign(new TypeError(error.message), { name: error.name }));
    const answer = { onSuccess: resolve, onFailure };
    user.authenticateUser(details, {
      ...answer,
      newPasswordRequired: () => reject(new TypeError('A new password is required.')),
      totpRequired: () => {
        oneTimeCodeFor(signIn).then((code) => user.sendMFACode(code, answer, 'SOFTWARE_TOKEN_MFA'), reject);
      },
      mfaSetup: () => {
        const associateSecretCode = (secret: string): void => {
          signIn.app?.add(secret);
          oneTimeCodeFor(signIn).then((code) => user.verifySoftwareToken(code, 'tour', answer), reject);
        };
        user.associateSoftwareToken({ associateSecretCode, onFailure });
      },
    });
  });
}

async function oneTimeCodeFor({ app, oneTimeCode }: SignIn): Promise<string> {
  if (oneTimeCode !== undefined) return oneTimeCode;
  if (app === undefined) throw new TourError('The pool asks for a one-time code, and nobody has an app for it.');
  return app.code();
}

/** Tokens stay in this program; nothing is kept in a browser's storage. */
class MemoryStorage {
  readonly #items = new Map<string, string>();
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  clear(): void {
    this.#items.clear();
  }
}

/** One request to an API, and how it is to be signed. */
export interface ApiCall {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  /** Besides the ones that the signature makes; they are not signed. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly region: string;
  readonly keys?: Keys;
  /** Sent instead of the body that was signed. */
  readonly tamperedBody?: string;
  /** @default now */
  readonly signingDate?: Date;
}

/** What an API answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
  readonly errorType: string | null;
  readonly headers: Headers;
}

/** Calls an API with `fetch`, signed with Signature Version 4 where there are keys. */
export async function callApi(call: ApiCall): Promise<ApiAnswer> {
  const headers =
    call.keys === undefined ? { 'content-type': 'application/json' } : await signedHeaders(call, call.keys);
  const body = call.tamperedBody ?? call.body;
  const response = await fetch(call.url, {
    method: call.method,
    headers: { ...headers, ...call.headers },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    body: await response.text(),
    errorType: response.headers.get('x-amzn-errortype'),
    headers: response.headers,
  };
}

async function signedHeaders(call: ApiCall, keys: Keys): Promise<Record<string, string>> {
  const url = new URL(call.url);
  const signer = new SignatureV4({ service: 'execute-api', region: call.region, credentials: keys, sha256: Sha256 });
  const signed = await signer.sign(
    {
      method: call.method,
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, 'content-type': 'application/json' },
      ...(call.body === undefined ? {} : { body: call.body }),
    },
    call.signingDate === undefined ? {} : { signingDate: call.signingDate },
  );
  // `fetch` sets the host itself.
  return Object.fromEntries(Object.entries(signed.headers).filter(([name]) => name !== 'host'));
}
