import { startSandbox } from '../../sandbox/main';
import { tellAll } from '../../tour/all';
import { synthesizedOutput, type TerraformJson } from '../support/synthesized-output';

/** Tells all stories on the stacks as synthesized, or as edited. */
async function tour(stack = 'notes', edit: (terraform: TerraformJson) => void = () => undefined) {
  const output = synthesizedOutput();
  output.edit(stack, edit);
  const log: string[] = [];
  const sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: (line) => log.push(line) });
  const lines: string[] = [];
  const held = await tellAll(sandbox.describe(), (line) => lines.push(line));
  await sandbox.stop();
  output.remove();
  return { held, story: lines.join('\n') };
}

test('every story holds on the stacks as they are', async () => {
  const { held, story } = await tour();
  expect(story).not.toContain('✗');
  expect(held).toBe(true);
});

test('a story stops where a signed-in user may no longer write', async () => {
  const { held, story } = await tour('notes', ({ resource }) => {
    const policy = resource['aws_iam_role_policy']?.['authenticated'];
    Object.assign(policy ?? {}, { policy: String(policy?.['policy']).replaceAll('createnote', 'other') });
  });
  expect(held).toBe(false);
  expect(story.split('\n').at(-1)).toMatch(/✗ The status is 403, but must be 200\./);
});

test('a story stops where a scope is dropped from a route', async () => {
  const { held, story } = await tour('premium-content-provider', ({ resource }) => {
    for (const method of Object.values(resource['aws_api_gateway_method'] ?? {})) {
      if (method['http_method'] === 'POST') Object.assign(method, { authorization_scopes: ['premium_api/read'] });
    }
  });
  expect(held).toBe(false);
  expect(story).toContain('✗ The answer is');
});
