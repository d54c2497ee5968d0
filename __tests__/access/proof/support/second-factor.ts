import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { oneTimeCode } from '../../../sandbox/support/one-time-code';

/** An authenticator app. Each code of it counts once, so it shows that of the next time step afterwards. */
export class AuthenticatorApp {
  #shown = 0;

  constructor(
    private readonly secret: string,
    private readonly now: () => number,
  ) {}

  code(): string {
    return oneTimeCode(this.secret, this.now(), this.#shown++);
  }
}

/** Who signs in where, and the time that the pool's codes go by. */
export interface FirstSignIn {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The first sign-in at a pool that wants a second factor: the person sets an authenticator app up. */
export async function signInWithNewApp(
  signIn: FirstSignIn,
): Promise<{ readonly session: CognitoUserSession; readonly app: AuthenticatorApp }> {
  const { endpoint, userPoolId: UserPoolId, clientId: ClientId, username: Username, password: Password } = signIn;
  const user = new CognitoUser({ Username, Pool: new CognitoUserPool({ UserPoolId, ClientId, endpoint }) });
  await new Promise<void>((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
      onSuccess: () => reject(new TypeError('The pool asks for no second factor.')),
      onFailure: reject,
      mfaSetup: () => resolve(),
    });
  });
  const secret = await new Promise<string>((resolve, reject) => {
    user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject });
  });
  const app = new AuthenticatorApp(secret, signIn.now);
  const session = await new Promise<CognitoUserSession>((resolve, reject) => {
    user.verifySoftwareToken(app.code(), 'phone', { onSuccess: resolve, onFailure: reject });
  });
  return { session, app };
}
