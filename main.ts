import { App } from 'cdktf';
import { protectSynthesis } from './constructs/checks/protect-synthesis';
import { loadSettings, type Settings } from './settings';
import { ApiAuthenticationStack } from './stacks/api-authentication';
import { ApiAuthorizationStack } from './stacks/api-authorization';
import { CognitoIdentityProviderStack } from './stacks/cognito-identity-provider';
import { ContentConsumersStack } from './stacks/content-consumers';
import { NotesStack } from './stacks/notes';
import { PetStoreStack } from './stacks/pet-store';
import { PremiumContentProviderStack } from './stacks/premium-content-provider';

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
  protectSynthesis(app);
  return app;
}

if (require.main === module) {
  createApp(loadSettings(process.env)).synth();
}
