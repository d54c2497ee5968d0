import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
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
}

const password = 'Passw0rd!';

/** An administrator creates the person, who then signs in; resolves to the access token. */
export async function accessTokenOf(directory: Directory, person: Person): Promise<string> {
  await create(directory, person);
  return signInAgain(directory, person.username);
}

/** The same, and resolves to the ID token. */
export async function idTokenOf(directory: Directory, person: Person): Promise<string> {
  await create(directory, person);
  const session = await signInWithSrp({ ...directory, username: person.username, password });
  return session.getIdToken().getJwtToken();
}

/** A further sign-in; resolves to a new access token. */
export async function signInAgain(directory: Directory, username: string): Promise<string> {
  const session = await signInWithSrp({ ...directory, username, password });
  return session.getAccessToken().getJwtToken();
}

async function create({ endpoint, region, developer, userPoolId }: Directory, person: Person): Promise<void> {
  const users = new CognitoIdentityProviderClient({ endpoint, region, credentials: developer });
  const user = { UserPoolId: userPoolId, Username: person.username };
  await users.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await users.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  for (const GroupName of person.groups) await users.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
  users.destroy();
}
