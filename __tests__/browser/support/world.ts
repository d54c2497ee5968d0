import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../../sandbox/main';
import { serveWebApplication, type WebApplication } from '../../../scripts/serve-web-application';
import { webApplicationSettings } from '../../../scripts/web-application-settings';
import { synthesizedOutput, type TerraformJson } from '../../support/synthesized-output';

/** How the sandbox is started, and what is changed in the stack before. */
export type WorldOptions = Pick<SandboxOptions, 'issuers' | 'variables'> & {
  readonly change?: (terraform: TerraformJson) => void;
};

/** The stack `api-authorization` in a running sandbox, and the example that people use it with. */
export interface SignInWorld {
  readonly sandbox: RunningSandbox;
  readonly application: WebApplication;
  readonly userPoolId: string;
  readonly region: string;
  /** The page of the application. */
  readonly home: string;
  /** Where people sign in. */
  readonly domainUrl: string;
  /** The latest code, or temporary password, that was sent to an address. */
  codeFor(username: string): Promise<string>;
  moveClock(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both. The application's origin is in the stack, so it is served first. */
export async function startSignInWorld(
  environment: Readonly<Record<string, string>>,
  { change, ...options }: WorldOptions = {},
): Promise<SignInWorld> {
  const application = await serveWebApplication(0);
  const home = `${application.origin}/`;
  const output = synthesizedOutput({
    CALLBACK_URLS: `${home}callback`,
    LOGOUT_URLS: home,
    CORS_ORIGINS: application.origin,
    ...environment,
  });
  output.keepOnly('api-authorization');
  if (change !== undefined) output.edit('api-authorization', change);
  const sandbox = await startSandbox({ ...options, outputFolder: output.folder, port: '0', write: () => undefined });
  const description = sandbox.describe();
  const { region, url } = description;
  const configuration = webApplicationSettings(description);
  const { id: userPoolId, domain } = description.stacks['api-authorization']?.userPools[0] ?? {};
  if (configuration === undefined || userPoolId === undefined || domain === undefined)
    throw new Error('Nobody can sign in with a browser.');
  application.configure(configuration);
  return {
    sandbox,
    application,
    userPoolId,
    region,
    home,
    domainUrl: domain.browserUrl,
    codeFor: async (username) => {
      const mails = (await (await fetch(`${url}/_sandbox/codes`)).json()) as readonly {
        destination: string;
        content: string;
      }[];
      return mails.filter(({ destination }) => destination === username).at(-1)?.content ?? '';
    },
    moveClock: async (advanceSeconds) => {
      await fetch(`${url}/_sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceSeconds }),
      });
    },
    stop: async () => {
      await sandbox.stop();
      await application.close();
      output.remove();
    },
  };
}
