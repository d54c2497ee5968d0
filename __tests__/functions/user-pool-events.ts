/** A user pool's event, as Cognito sends it; the parts that a test is about are given. */
export function tokenEvent(change: {
  readonly userName?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
}): Readonly<Record<string, unknown>> {
  return {
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_Example01',
    userName: change.userName ?? 'CompanySAML_jane',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client0123456789abcdefgh' },
    request: {
      userAttributes: change.attributes ?? {},
      groupConfiguration: change.groups ?? { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: ['openid'],
    },
    response: { claimsAndScopeOverrideDetails: null },
    ...change.event,
  };
}

/** Before a profile is made. */
export function signUpEvent(
  source: string,
  attributes: Readonly<Record<string, string>>,
  userName = 'CompanyOIDC_4711',
): Readonly<Record<string, unknown>> {
  return {
    version: '1',
    triggerSource: source,
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_Example01',
    userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client0123456789abcdefgh' },
    request: { userAttributes: attributes, validationData: null },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  };
}

/** As Cognito writes it into a profile. */
export function identity(providerName: string, userId: string, more: object = {}): object {
  return {
    userId,
    providerName,
    providerType: 'SAML',
    issuer: 'https://idp.example.com',
    primary: true,
    dateCreated: 1_700_000_000_000,
    ...more,
  };
}

export const identities = (...all: readonly object[]): string => JSON.stringify(all);
