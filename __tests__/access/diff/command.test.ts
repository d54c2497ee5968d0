import { synthesizedOutput } from '../../support/synthesized-output';
import { after, before, makeRepository, removeRepository, run, scratch } from './support/base-repository';
import { Terraform } from './support/seeded-change';

beforeAll(makeRepository);
afterAll(removeRepository);

describe('with a folder', () => {
  test('the change is told', async () => {
    const { status, printed, complained } = await run([before.folder]);
    expect({ status, complained }).toEqual({ status: 0, complained: '' });
    expect(printed).toMatch(/^1 weaker check, 0 losses of users or data, 1 gain of access, 0 losses of access, /);
    expect(printed).toContain('iam to none: authorization');
  });

  test('as JSON, with its version', async () => {
    const { printed } = await run([before.folder, '--json']);
    expect(JSON.parse(printed)).toMatchObject({
      version: 2,
      access: [{ direction: 'gain', target: 'GET notes/notes', principals: ['nobody'] }],
      checks: [
        {
          kind: 'iam-to-none',
          at: {
            stack: 'notes',
            address: 'aws_api_gateway_method.api-notes-GET',
            construct: 'notes/api/notes/GET/Resource',
          },
        },
      ],
      losses: [],
    });
  });

  test('the same folder is no change', async () => {
    expect(await run([after.folder, '--markdown'])).toEqual({
      status: 0,
      printed: 'No change of access.',
      complained: '',
    });
  });

  test.each([
    [['--fail-on', 'gain'], 1],
    [['--fail-on', 'weaker'], 1],
    [['--fail-on', 'loss'], 0],
    [['--fail-on', 'loss,weaker'], 1],
    [['--fail-on', 'loss', '--fail-on', 'gain'], 1],
  ])('%j ends with %d', async (options, status) => {
    expect((await run([before.folder, ...options])).status).toBe(status);
  });

  test('what is stronger again fails on nothing', async () => {
    const options = ['--output', before.folder, '--fail-on', 'gain,weaker,loss'];
    expect(await run([after.folder, ...options])).toMatchObject({ status: 0, complained: '' });
  });
});

describe('there is no answer, and the status is 2, for', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no base', [], /^With what to compare is missing\.\n\nUsage:/],
    ['two bases', ['good', 'broken'], /^One base can be compared, not "broken" too\./],
    ['an unknown option', ['good', '--yaml'], /^Unknown option '--yaml'/],
    ['two formats', ['good', '--json', '--markdown'], /^Choose one of --json and --markdown\./],
    ['an unknown concern', ['good', '--fail-on', 'change'], /^--fail-on takes gain, weaker, loss, not "change"\./],
    ['an empty concern', ['good', '--fail-on', 'gain,'], /^--fail-on takes gain, weaker, loss, not ""\./],
    ['an unknown revision', ['nowhere'], /^The base "nowhere" is neither a folder .* nor a git revision\. Give /],
    ['an option of git', ['--', '--all'], /^The base "--all" is neither a folder .* nor a git revision\./],
    [
      'a folder that is none of cdktf',
      ['./synthesized/stacks'],
      /^The base "\.\/synthesized\/stacks" is a folder without/,
    ],
    [
      'nothing synthesized',
      ['synthesized', '--output', 'nowhere'],
      /^What is compared with the base cannot be read, .*nowhere\/manifest\.json cannot be read/,
    ],
  ])('%s', async (_, args, complaint) => {
    const { status, printed, complained } = await run(args);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toMatch(complaint);
  });

  test('a revision outside of any repository', async () => {
    const { status, complained } = await run(['main', '--output', after.folder], { folder: scratch });
    expect(status).toBe(2);
    expect(complained).toMatch(/is in no git repository, so the base "main" can be no revision\./);
  });

  test.each<[what: string, change: (terraform: Terraform) => void, complaint: RegExp]>([
    [
      'a resource of an unknown type',
      (terraform) => terraform.add('aws_unheard_of.thing', {}),
      /^The base cannot be read, so nothing is said about the change\. .*aws_unheard_of\.thing/,
    ],
    [
      'a policy that is none',
      (terraform) => terraform.replace('aws_iam_role_policy.authenticated', 'policy', ['"Allow"', '"Permit"']),
      /^The base cannot be read, so nothing is said about the change\. The policy of notes:aws_iam_role_policy\.authenticated is not understood\. .*"Permit"/,
    ],
  ])('a base that cannot be read: %s', async (_, change, complaint) => {
    const broken = synthesizedOutput();
    broken.keepOnly('notes');
    broken.edit('notes', (terraform) => change(new Terraform(terraform)));
    const { status, complained } = await run([broken.folder]);
    broken.remove();
    expect(status).toBe(2);
    expect(complained).toMatch(complaint);
  });
});
