import { type DeploymentScope, namedArns, type Right } from './scope';

/** To whom AWS services may be given a role: to run a function, or to hand it out. */
const roleTakers = ['cognito-identity.amazonaws.com', 'cognito-idp.amazonaws.com', 'lambda.amazonaws.com'];

/** Roles and identity providers of IAM. */
export function identityRights(scope: DeploymentScope): readonly Right[] {
  const roles = namedArns(scope, 'iam', 'role/');
  return [
    {
      read: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      write: [
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:ListInstanceProfilesForRole',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      resources: roles,
    },
    {
      read: [],
      write: ['iam:PassRole'],
      resources: roles,
      condition: { StringEquals: { 'iam:PassedToService': roleTakers } },
    },
    {
      read: ['iam:GetSAMLProvider'],
      write: [
        'iam:CreateSAMLProvider',
        'iam:DeleteSAMLProvider',
        'iam:TagSAMLProvider',
        'iam:UntagSAMLProvider',
        'iam:UpdateSAMLProvider',
      ],
      resources: namedArns(scope, 'iam', 'saml-provider/'),
    },
    ...scope.issuers.map((issuer) => issuerRight(scope.accountId, issuer)),
  ];
}

function issuerRight(accountId: string, issuer: string): Right {
  return {
    read: ['iam:GetOpenIDConnectProvider'],
    write: [
      'iam:AddClientIDToOpenIDConnectProvider',
      'iam:CreateOpenIDConnectProvider',
      'iam:DeleteOpenIDConnectProvider',
      'iam:RemoveClientIDFromOpenIDConnectProvider',
      'iam:TagOpenIDConnectProvider',
      'iam:UntagOpenIDConnectProvider',
      'iam:UpdateOpenIDConnectProviderThumbprint',
    ],
    resources: [`arn:aws:iam::${accountId}:oidc-provider/${issuer}`],
  };
}
