import { startSandbox } from '../../sandbox/main';
import { tellAll } from '../../tour/all';
import type { Description } from '../../tour/description';
import { authenticationStory, authorizationStory, frameworkTarget } from '../../tour/framework';
import { tellIdentity } from '../../tour/identity';
import { tell } from '../../tour/story';
import { synthesizedOutput, type TerraformJson } from '../support/synthesized-output';

interface Changes {
  readonly environment?: Readonly<Record<string, string>>;
  readonly stack?: string;
  readonly edit?: (terraform: TerraformJson) => void;
  /** Tells the stories of the framework alone. */
  readonly frameworkAlone?: boolean;
}

/** Tells stories on the stacks as synthesized, or as edited. */
async function tour({ environment, stack = 'notes', edit = () => undefined, frameworkAlone = false }: Changes = {}) {
  const output = synthesizedOutput(environment);
  output.edit(stack, edit);
  if (frameworkAlone) output.keepOnly('api-authentication', 'api-authorization');
  const sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: () => undefined });
  const lines: string[] = [];
  const told = frameworkAlone ? tellFramework : tellAll;
  const held = await told(sandbox.describe(), (line) => lines.push(line));
  await sandbox.stop();
  output.remove();
  return { held, story: lines.join('\n') };
}

async function tellFramework(description: Description, say: (line: string) => void): Promise<boolean> {
  const target = frameworkTarget(description);
  return (
    (await tell(authenticationStory(target), say)) &&
    (await tell(authorizationStory(target), say)) &&
    (await tellIdentity(description, say))
  );
}

test('every story holds on the stacks as they are', async () => {
  const { held, story } = await tour();
  expect(story).not.toContain('✗');
  expect(story).toContain('ExpiredCodeException');
  expect(held).toBe(true);
});

test.each([
  [{ MFA: 'required', SELF_SIGN_UP: 'on' }, ['asked for it before it gave a token', 'ExpiredCodeException']],
  [{ MFA: 'off' }, ['SoftwareTokenMFANotFoundException', 'not here: the pool has no second factors']],
  [{ STAGE: 'prod' }, ['Nobody signs in with a browser here']],
])('the stories of people hold with the settings %j', async (environment, told) => {
  const { held, story } = await tour({ environment, frameworkAlone: true });
  expect(story).not.toContain('✗');
  for (const words of told) expect(story).toContain(words);
  expect(held).toBe(true);
});

test('a story stops where a signed-in user may no longer write', async () => {
  const { held, story } = await tour({
    edit: ({ resource }) => {
      const policy = resource['aws_iam_role_policy']?.['authenticated'];
      Object.assign(policy ?? {}, { policy: String(policy?.['policy']).replaceAll('createnote', 'other') });
    },
  });
  expect(held).toBe(false);
  expect(story.split('\n').at(-1)).toMatch(/✗ The status is 403, but must be 200\./);
});

test('a story stops where a scope is dropped from a route', async () => {
  const { held, story } = await tour({
    stack: 'premium-content-provider',
    edit: ({ resource }) => {
      for (const method of Object.values(resource['aws_api_gateway_method'] ?? {})) {
        if (method['http_method'] === 'POST') Object.assign(method, { authorization_scopes: ['premium_api/read'] });
      }
    },
  });
  expect(held).toBe(false);
  expect(story).toContain('✗ The answer is');
});

test('a story stops where the browser\u2019s client may be given tokens for another page', async () => {
  const { held, story } = await tour({
    stack: 'api-authorization',
    frameworkAlone: true,
    edit: ({ resource }) => {
      const client = resource['aws_cognito_user_pool_client']?.['teamfiles-browser-client'];
      Object.assign(client ?? {}, {
        callback_urls: ['http://localhost:3000/callback', 'https://mallory.example.com/callback'],
      });
    },
  });
  expect(held).toBe(false);
  expect(story).toContain('✗ The error is');
});
