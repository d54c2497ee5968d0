import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticatorApp } from './authenticator-app';
import { signInWithSrp, type Keys } from './clients';

/** A user pool, and who administers it. */
export interface Directory {
  readonly endpoint: string;
  readonly region: string;
  readonly developer: Keys;
  readonly userPoolId: string;
  readonly clientId: string;
}

/** A person to be. */
export interface Person {
  readonly username: string;
  readonly groups: readonly string[];
  /** Whether the name is a mail address that counts as verified: a forgotten password needs one. @default false */
  readonly verified?: boolean;
}

/** What everybody's password is at first. */
export const password = 'Passw0rd!';

/** An administrator creates the person, who then signs in; resolves to the access token. */
export async function accessTokenOf(directory: Directory, person: Person): Promise<string> {
  await create(directory, person);
  return signInAgain(directory, person.username);
}

/** The same, and resolves to the ID token. */
export async function idTokenOf(directory: Directory, person: Person): Promise<string> {
  await create(directory, person);
  const session = await signInFirst(directory, person.username);
  return session.getIdToken().getJwtToken();
}

/** A further sign-in, in a pool that asks for no second factor; resolves to a new access token. */
export async function signInAgain(directory: Directory, username: string): Promise<string> {
  const session = await signInFirst(directory, username);
  return session.getAccessToken().getJwtToken();
}

/** Where the pool requires a second factor, the person sets up an app on the way. */
const signInFirst = (directory: Directory, username: string): ReturnType<typeof signInWithSrp> =>
  signInWithSrp({ ...directory, username, password, app: new AuthenticatorApp(directory.endpoint) });

/** An administrator creates the person. */
export async function create({ endpoint, region, developer, userPoolId }: Directory, person: Person): Promise<void> {
  const users = new CognitoIdentityProviderClient({ endpoint, region, credentials: developer });
  const user = { UserPoolId: userPoolId, Username: person.username };
  const mail = [
    { Name: 'email', Value: person.username },
    { Name: 'email_verified', Value: 'true' },
  ];
  const UserAttributes = person.verified === true ? mail : [];
  await users.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await users.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  for (const GroupName of person.groups) await users.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
  users.destroy();
}
