import type { Construct } from 'constructs';
import { BaseStack } from '../constructs/base-stack';
import { ProtectedApi } from '../constructs/framework/protected-api';
import type { WebApp } from '../constructs/framework/protected-api-props';
import type { Federation, FederatedProvider } from '../constructs/framework/federation';
import type { GroupRights, GroupRule } from '../constructs/framework/group-rights';
import { NodeFunction } from '../constructs/lambda/node-function';
import type { EchoServiceEnvironment } from '../functions/echo-service/environment';
import type { Settings } from '../settings';
import type { FederationSettings, WebAppSettings } from '../settings-identity';

const list: GroupRule = { effect: 'Allow', method: 'GET', path: '/files' };
const read: GroupRule = { effect: 'Allow', method: 'GET', path: '/files/{fileId}' };
const write: GroupRule = { effect: 'Allow', method: 'POST', path: '/files' };
const remove: GroupRule = { effect: 'Allow', method: 'DELETE', path: '/files/{fileId}' };

/** Who may do what; a reviewer sees a change of it in the plan. */
const groups: Readonly<Record<string, GroupRights>> = {
  readers: { description: 'May see files.', rules: [list, read] },
  writers: { description: 'May see and write files.', rules: [list, read, write] },
  admins: { description: 'May do everything.', rules: [list, read, write, remove] },
  suspended: {
    description: 'May not change anything, whatever their other groups may.',
    rules: [
      { ...write, effect: 'Deny' },
      { ...remove, effect: 'Deny' },
    ],
  },
};

/** The Terraform variable with the secret of the client at the company's OpenID provider, given as `TF_VAR_<name>`. */
const clientSecretVariable = 'company_oidc_client_secret';

/**
 * Files behind authorization: people of the pool, and of the company, sign in with an app or in a browser; a function
 * looks up what the groups of a user may do, and denies where there is nothing.
 */
export class ApiAuthorizationStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    const handler = new NodeFunction<EchoServiceEnvironment>(this, 'echo', {
      name: `${settings.namePrefix}${settings.stage}-teamfiles-echo`,
      entry: 'functions/echo-service/index.ts',
      environment: { allowedOrigins: settings.corsOrigins.join(',') },
      statements: [],
      logRetentionDays: settings.logRetentionDays,
    });
    const api = new ProtectedApi(this, 'teamfiles', {
      ...settings,
      name: 'teamfiles',
      kind: 'authorization-by-group',
      mfa: settings.identity.mfa,
      selfSignUp: settings.identity.selfSignUp,
      ...(settings.identity.webApp === undefined ? {} : { webApp: toWebApp(settings.identity.webApp) }),
      groups,
      routes: [list, read, write, remove].map(({ method, path }) => ({ method, path, handler })),
    });
    this.addOutputs({ ...api.outputs, files_url: `${api.restApi.invokeUrl}/files` });
  }
}

function toWebApp({ callbackUrls, logoutUrls, federation }: WebAppSettings): WebApp {
  return {
    callbackUrls,
    logoutUrls,
    ...(federation === undefined ? {} : { federation: toFederation(federation) }),
  };
}

/** The names are part of the names of users, and of what the administrators of the providers are told. */
function toFederation({ saml, oidc, groups, claims, linkUsers }: FederationSettings): Federation {
  const common = { groups, claims };
  const providers: FederatedProvider[] = [
    ...(saml === undefined ? [] : [{ ...common, ...saml, kind: 'saml', name: 'CompanySAML' } as const]),
    ...(oidc === undefined
      ? []
      : [{ ...common, ...oidc, kind: 'oidc', name: 'CompanyOIDC', clientSecretVariable } as const]),
  ];
  return { providers, linkUsers };
}
