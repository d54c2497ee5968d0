import { AdminLinkProviderForUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoIdentityProviderClient, UserType } from '@aws-sdk/client-cognito-identity-provider';

/** A user of the pool, as far as linking has to know. */
export interface DirectoryUser {
  readonly username: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Confirmed, and not disabled. */
  readonly active: boolean;
}

/** Who a provider says somebody is. */
export interface ProviderSubject {
  readonly provider: string;
  readonly subject: string;
}

/** What is asked of the user pool. */
export interface UserDirectory {
  /** Up to two: more than one is as many as need to be told apart. */
  usersWithEmail(userPoolId: string, email: string): Promise<readonly DirectoryUser[]>;
  link(userPoolId: string, username: string, source: ProviderSubject): Promise<void>;
}

/** Asks Cognito. Source: Cognito user pools API reference, ListUsers and AdminLinkProviderForUser. */
export function createUserDirectory(client: Pick<CognitoIdentityProviderClient, 'send'>): UserDirectory {
  return {
    usersWithEmail: async (userPoolId, email) => {
      const { Users = [] } = await client.send(
        new ListUsersCommand({ UserPoolId: userPoolId, Filter: `email = "${quoted(email)}"`, Limit: 2 }),
      );
      return Users.map(toDirectoryUser);
    },
    link: async (userPoolId, username, { provider, subject }) => {
      await client.send(
        new AdminLinkProviderForUserCommand({
          UserPoolId: userPoolId,
          DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: username },
          SourceUser: {
            ProviderName: provider,
            ProviderAttributeName: 'Cognito_Subject',
            ProviderAttributeValue: subject,
          },
        }),
      );
    },
  };
}

/** A quotation mark in an address must not end the filter. */
function quoted(text: string): string {
  return text.replace(/[\\"]/g, (character) => `\\${character}`);
}

function toDirectoryUser({ Username, Attributes = [], UserStatus, Enabled }: UserType): DirectoryUser {
  const attribute = (name: string): string => Attributes.find((one) => one.Name === name)?.Value ?? '';
  return {
    username: Username ?? '',
    email: attribute('email'),
    emailVerified: attribute('email_verified') === 'true',
    active: UserStatus === 'CONFIRMED' && Enabled === true,
  };
}
