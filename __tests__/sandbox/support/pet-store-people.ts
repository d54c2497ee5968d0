import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { RunningSandbox } from '../../../sandbox/main';
import { signInWithSrp, type Keys } from '../../../tour/clients';

export const password = 'Passw0rd!Passw0rd!';

/** Somebody with credentials of the identity pool. */
export interface Signed {
  readonly identityId: string;
  readonly keys: Keys;
  /** The token that speaks for them besides the signature. */
  readonly token: string;
}

const here = (sandbox: RunningSandbox) => ({ endpoint: sandbox.url, region: 'us-east-1' });

export const petStoreOutput = (sandbox: RunningSandbox, name: string): string =>
  String(sandbox.describe().stacks['pet-store']?.outputs[name]);

/** The pet store's user pool, as a provider of its identity pool. */
export const userPoolProvider = (sandbox: RunningSandbox): string =>
  `cognito-idp.us-east-1.amazonaws.com/${petStoreOutput(sandbox, 'user_pool_id')}`;

/** Trades logins for credentials at the pet store's identity pool. */
export async function tradeLogins(
  sandbox: RunningSandbox,
  Logins: Record<string, string>,
  knownIdentity?: string,
): Promise<Omit<Signed, 'token'>> {
  const client = new CognitoIdentityClient(here(sandbox));
  const IdentityPoolId = petStoreOutput(sandbox, 'identity_pool_id');
  const IdentityId = knownIdentity ?? (await client.send(new GetIdCommand({ IdentityPoolId, Logins }))).IdentityId;
  const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  client.destroy();
  const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
  return { identityId: IdentityId ?? '', keys };
}

/** An administrator makes the user, who signs in and trades the ID token. */
export async function userPoolPerson(sandbox: RunningSandbox, username: string, ...groups: string[]): Promise<Signed> {
  const client = new CognitoIdentityProviderClient({ ...here(sandbox), credentials: sandbox.describe().developer });
  const user = { UserPoolId: petStoreOutput(sandbox, 'user_pool_id'), Username: username };
  await client.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await client.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  for (const GroupName of groups) await client.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
  client.destroy();
  const clientId = petStoreOutput(sandbox, 'user_pool_client_id');
  const target = { endpoint: sandbox.url, userPoolId: user.UserPoolId, clientId };
  const token = (await signInWithSrp({ ...target, username, password })).getIdToken().getJwtToken();
  return { ...(await tradeLogins(sandbox, { [userPoolProvider(sandbox)]: token })), token };
}
