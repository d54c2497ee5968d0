import type { Operation } from '../protocol/aws-json';
import { adminAddUserToGroup } from './operations/admin-add-user-to-group';
import { adminConfirmSignUp } from './operations/admin-confirm-sign-up';
import { adminCreateUser } from './operations/admin-create-user';
import { adminDeleteUser } from './operations/admin-delete-user';
import { adminDisableUser } from './operations/admin-disable-user';
import { adminEnableUser } from './operations/admin-enable-user';
import { adminGetUser } from './operations/admin-get-user';
import { adminInitiateAuth } from './operations/admin-initiate-auth';
import { adminListGroupsForUser } from './operations/admin-list-groups-for-user';
import { adminRemoveUserFromGroup } from './operations/admin-remove-user-from-group';
import { adminRespondToAuthChallenge } from './operations/admin-respond-to-auth-challenge';
import { adminSetUserPassword } from './operations/admin-set-user-password';
import { adminUserGlobalSignOut } from './operations/admin-user-global-sign-out';
import { changePassword } from './operations/change-password';
import { confirmSignUp } from './operations/confirm-sign-up';
import { createGroup } from './operations/create-group';
import { describeUserPool } from './operations/describe-user-pool';
import { describeUserPoolClient } from './operations/describe-user-pool-client';
import { getUser } from './operations/get-user';
import { globalSignOut } from './operations/global-sign-out';
import { initiateAuth } from './operations/initiate-auth';
import { listGroups } from './operations/list-groups';
import { listUserPools } from './operations/list-user-pools';
import { listUsers } from './operations/list-users';
import { resendConfirmationCode } from './operations/resend-confirmation-code';
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge';
import { revokeToken } from './operations/revoke-token';
import { signUp } from './operations/sign-up';
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
  InitiateAuth: forAnybody(initiateAuth),
  RespondToAuthChallenge: forAnybody(respondToAuthChallenge),
  GetUser: forAnybody(getUser),
  ChangePassword: forAnybody(changePassword),
  GlobalSignOut: forAnybody(globalSignOut),
  RevokeToken: forAnybody(revokeToken),
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
  DescribeUserPool: forPoolAdministrators(describeUserPool),
  DescribeUserPoolClient: forPoolAdministrators(describeUserPoolClient),
  ListUserPools: forAccountAdministrators(listUserPools),
};
