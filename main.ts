import { App } from 'cdktf';
import { BaseStack } from './constructs/base-stack';
import { protectSynthesis } from './constructs/checks/protect-synthesis';
import { boundaryArn } from './constructs/deployment/role-boundary';
import { boundRoles } from './constructs/iam/bound-roles';
import { loadSettings, type Settings } from './settings';
import { AccountSettingsStack } from './stacks/account-settings';
import { ApiAuthenticationStack } from './stacks/api-authentication';
import { ApiAuthorizationStack } from './stacks/api-authorization';
import { CognitoIdentityProviderStack } from './stacks/cognito-identity-provider';
import { ContentConsumersStack } from './stacks/content-consumers';
import { GithubRolesStack } from './stacks/github-roles';
import { NotesStack } from './stacks/notes';
import { PetStoreStack } from './stacks/pet-store';
import { PremiumContentProviderStack } from './stacks/premium-content-provider';
import { TerraformStateStack } from './stacks/terraform-state';

/** How an app is built; what is deployed is in the settings. */
export interface AppOptions {
  /**
   * Output folder.
   *
   * @default as the cdktf command line says, or `cdktf.out`
   */
  readonly outdir?: string;
}

/** All stacks, checked when `synth()` is called. */
export function createApp(settings: Settings, options: AppOptions = {}): App {
  // Stack traces in the output would carry the paths of this computer.
  const app = new App({ ...options, stackTraces: false });
  new NotesStack(app, 'notes', settings);
  new PetStoreStack(app, 'pet-store', settings);
  const issuer = new CognitoIdentityProviderStack(app, 'cognito-identity-provider', settings);
  const premium = new PremiumContentProviderStack(app, 'premium-content-provider', { ...settings, issuer });
  new ContentConsumersStack(app, 'content-consumers', {
    ...settings,
    appSecrets: issuer.appSecrets,
    premiumApiUrl: premium.premiumApiUrl,
  });
  new ApiAuthenticationStack(app, 'api-authentication', settings);
  new ApiAuthorizationStack(app, 'api-authorization', settings);
  if (settings.permissionsBoundary) {
    boundStage(app, settings);
  }
  addAccountStacks(app, settings);
  protectSynthesis(app);
  return app;
}

/** All stacks that are there. Those of the account come later: who applies them is not held to the boundary. */
function boundStage(app: App, settings: Settings): void {
  for (const stack of app.node.children.filter((child) => child instanceof BaseStack)) {
    boundRoles(stack, boundaryArn({ ...settings, accountId: stack.accountId }));
  }
}

/** Only where they are asked for: to remove a stage in one command must not remove what other stages need. */
function addAccountStacks(app: App, settings: Settings): void {
  if (settings.account === undefined) {
    return;
  }
  new TerraformStateStack(app, 'terraform-state', settings);
  new AccountSettingsStack(app, 'account-settings', settings);
  const { stateBucket, account } = settings;
  if (account.deployment !== undefined && stateBucket !== undefined) {
    new GithubRolesStack(app, 'github-roles', { ...settings, stateBucket, deployment: account.deployment });
  }
}

if (require.main === module) {
  createApp(loadSettings(process.env)).synth();
}
