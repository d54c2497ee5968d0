import type { Operation } from '../protocol/aws-json';
import { adminAddUserToGroup } from './operations/admin-add-user-to-group';
import { adminConfirmSignUp } from './operations/admin-confirm-sign-up';
import { adminCreateUser } from './operations/admin-create-user';
import { adminDeleteUser } from './operations/admin-delete-user';
import { adminDeleteUserAttributes } from './operations/admin-delete-user-attributes';
import { adminDisableProviderForUser } from './operations/admin-disable-provider-for-user';
import { adminDisableUser } from './operations/admin-disable-user';
import { adminEnableUser } from './operations/admin-enable-user';
import { adminGetUser } from './operations/admin-get-user';
import { adminInitiateAuth } from './operations/admin-initiate-auth';
import { adminLinkProviderForUser } from './operations/admin-link-provider-for-user';
import { adminListGroupsForUser } from './operations/admin-list-groups-for-user';
import { adminRemoveUserFromGroup } from './operations/admin-remove-user-from-group';
import { adminResetUserPassword } from './operations/admin-reset-user-password';
import { adminRespondToAuthChallenge } from './operations/admin-respond-to-auth-challenge';
import { adminSetUserMfaPreference } from './operations/admin-set-user-mfa-preference';
import { adminSetUserPassword } from './operations/admin-set-user-password';
import { adminUpdateUserAttributes } from './operations/admin-update-user-attributes';
import { adminUserGlobalSignOut } from './operations/admin-user-global-sign-out';
import { associateSoftwareToken } from './operations/associate-software-token';
import { changePassword } from './operations/change-password';
import { confirmForgotPassword } from './operations/confirm-forgot-password';
import { confirmSignUp } from './operations/confirm-sign-up';
import { createGroup } from './operations/create-group';
import { deleteUser } from './operations/delete-user';
import { deleteUserAttributes } from './operations/delete-user-attributes';
import { describeIdentityProvider } from './operations/describe-identity-provider';
import { describeUserPool } from './operations/describe-user-pool';
import { describeUserPoolClient } from './operations/describe-user-pool-client';
import { forgotPassword } from './operations/forgot-password';
import { getSigningCertificate } from './operations/get-signing-certificate';
import { getTokensFromRefreshToken } from './operations/get-tokens-from-refresh-token';
import { getUser } from './operations/get-user';
import { getUserAttributeVerificationCode } from './operations/get-user-attribute-verification-code';
import { getUserPoolMfaConfig } from './operations/get-user-pool-mfa-config';
import { globalSignOut } from './operations/global-sign-out';
import { initiateAuth } from './operations/initiate-auth';
import { listGroups } from './operations/list-groups';
import { listIdentityProviders } from './operations/list-identity-providers';
import { listUserPools } from './operations/list-user-pools';
import { listUsers } from './operations/list-users';
import { resendConfirmationCode } from './operations/resend-confirmation-code';
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge';
import { revokeToken } from './operations/revoke-token';
import { setUserMfaPreference } from './operations/set-user-mfa-preference';
import { signUp } from './operations/sign-up';
import { updateUserAttributes } from './operations/update-user-attributes';
import { verifySoftwareToken } from './operations/verify-software-token';
import { verifyUserAttribute } from './operations/verify-user-attribute';
import type { UserPoolServices } from './user-pool-services';

/**
 * Who may call an operation. `anybody`: requests are not signed, the operation checks what it is given.
 * `pool-administrator`: signed, and allowed by IAM on the pool. `account-administrator`: signed, and allowed on all.
 */
export type OperationAccess = 'anybody' | 'pool-administrator' | 'account-administrator';

/** An operation that the sandbox has. */
export interface SupportedOperation {
  readonly access: OperationAccess;
  readonly build: (services: UserPoolServices) => Operation;
}

const forAnybody = (build: SupportedOperation['build']): SupportedOperation => ({ access: 'anybody', build });
const forPoolAdministrators = (build: SupportedOperation['build']): SupportedOperation => ({
  access: 'pool-administrator',
  build,
});
const forAccountAdministrators = (build: SupportedOperation['build']): SupportedOperation => ({
  access: 'account-administrator',
  build,
});

/** Every user pool operation that the sandbox has, by its AWS name: the support table. */
export const operationTable: Readonly<Record<string, SupportedOperation>> = {
  SignUp: forAnybody(signUp),
  ConfirmSignUp: forAnybody(confirmSignUp),
  ResendConfirmationCode: forAnybody(resendConfirmationCode),
  ForgotPassword: forAnybody(forgotPassword),
  ConfirmForgotPassword: forAnybody(confirmForgotPassword),
  InitiateAuth: forAnybody(initiateAuth),
  RespondToAuthChallenge: forAnybody(respondToAuthChallenge),
  GetUser: forAnybody(getUser),
  ChangePassword: forAnybody(changePassword),
  GlobalSignOut: forAnybody(globalSignOut),
  RevokeToken: forAnybody(revokeToken),
  AssociateSoftwareToken: forAnybody(associateSoftwareToken),
  VerifySoftwareToken: forAnybody(verifySoftwareToken),
  SetUserMFAPreference: forAnybody(setUserMfaPreference),
  GetTokensFromRefreshToken: forAnybody(getTokensFromRefreshToken),
  GetUserAttributeVerificationCode: forAnybody(getUserAttributeVerificationCode),
  VerifyUserAttribute: forAnybody(verifyUserAttribute),
  UpdateUserAttributes: forAnybody(updateUserAttributes),
  DeleteUserAttributes: forAnybody(deleteUserAttributes),
  DeleteUser: forAnybody(deleteUser),
  AdminInitiateAuth: forPoolAdministrators(adminInitiateAuth),
  AdminRespondToAuthChallenge: forPoolAdministrators(adminRespondToAuthChallenge),
  AdminConfirmSignUp: forPoolAdministrators(adminConfirmSignUp),
  AdminCreateUser: forPoolAdministrators(adminCreateUser),
  AdminSetUserPassword: forPoolAdministrators(adminSetUserPassword),
  AdminGetUser: forPoolAdministrators(adminGetUser),
  AdminDeleteUser: forPoolAdministrators(adminDeleteUser),
  AdminDisableUser: forPoolAdministrators(adminDisableUser),
  AdminEnableUser: forPoolAdministrators(adminEnableUser),
  AdminUserGlobalSignOut: forPoolAdministrators(adminUserGlobalSignOut),
  AdminAddUserToGroup: forPoolAdministrators(adminAddUserToGroup),
  AdminRemoveUserFromGroup: forPoolAdministrators(adminRemoveUserFromGroup),
  AdminListGroupsForUser: forPoolAdministrators(adminListGroupsForUser),
  CreateGroup: forPoolAdministrators(createGroup),
  ListGroups: forPoolAdministrators(listGroups),
  ListUsers: forPoolAdministrators(listUsers),
  AdminSetUserMFAPreference: forPoolAdministrators(adminSetUserMfaPreference),
  AdminResetUserPassword: forPoolAdministrators(adminResetUserPassword),
  AdminUpdateUserAttributes: forPoolAdministrators(adminUpdateUserAttributes),
  AdminDeleteUserAttributes: forPoolAdministrators(adminDeleteUserAttributes),
  GetUserPoolMfaConfig: forPoolAdministrators(getUserPoolMfaConfig),
  DescribeUserPool: forPoolAdministrators(describeUserPool),
  DescribeUserPoolClient: forPoolAdministrators(describeUserPoolClient),
  ListUserPools: forAccountAdministrators(listUserPools),
  AdminLinkProviderForUser: forPoolAdministrators(adminLinkProviderForUser),
  AdminDisableProviderForUser: forPoolAdministrators(adminDisableProviderForUser),
  ListIdentityProviders: forPoolAdministrators(listIdentityProviders),
  DescribeIdentityProvider: forPoolAdministrators(describeIdentityProvider),
  GetSigningCertificate: forPoolAdministrators(getSigningCertificate),
};
