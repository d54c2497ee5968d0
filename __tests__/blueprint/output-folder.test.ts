import { join } from 'node:path';
import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { stacksOnDisk, temporaryFolder, write } from './support/stacks-on-disk';

const expected =
  'Expected the output folder of "cdktf synth" (manifest.json and stacks/<name>/cdk.tf.json). ' +
  'Synthesize again, or pass the folder that holds manifest.json.';

describe('a folder that cdktf did not write', () => {
  test.each<readonly [what: string, files: Readonly<Record<string, string>>, problem: string]>([
    ['empty', {}, 'manifest.json cannot be read (ENOENT)'],
    ['a manifest that is not JSON', { 'manifest.json': '{' }, 'manifest.json is not JSON'],
    ['a manifest that is a list', { 'manifest.json': '[]' }, 'manifest.json is not a JSON object'],
    ['no stacks', { 'manifest.json': '{"stacks":{}}' }, 'manifest.json names no stacks'],
    [
      'a stack without a path',
      { 'manifest.json': '{"stacks":{"a":{}}}' },
      'manifest.json gives no synthesizedStackPath for the stack "a"',
    ],
    [
      'a stack that is missing',
      { 'manifest.json': '{"stacks":{"a":{"synthesizedStackPath":"a.json"}}}' },
      'a.json cannot be read (ENOENT)',
    ],
    [
      'a resource that is no object',
      {
        'manifest.json': '{"stacks":{"a":{"synthesizedStackPath":"a.json"}}}',
        'a.json': '{"resource":{"aws_iam_role":{"r":1}}}',
      },
      'a.json: "aws_iam_role": "r" is not a JSON object',
    ],
  ])('%s', (_, files, problem) => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
    expect(failureOf(() => readBlueprint({ outputFolder: folder }))).toEqual([
      'output-folder',
      `${folder}/${problem}. ${expected}`,
    ]);
  });
});

test('stacks for different regions are not read together, unless the region is given', () => {
  const stack = (region: string) => ({ provider: { aws: [{ region }] } });
  const folder = stacksOnDisk({ here: stack('us-east-1'), there: stack('eu-west-1') });
  expect(failureOf(() => readBlueprint({ outputFolder: folder }))).toEqual([
    'account',
    'The stacks are for more than one region: us-east-1, eu-west-1. Pass the region, or synthesize them for one.',
  ]);
  expect(readBlueprint({ outputFolder: folder, region: 'us-west-2' }).region).toBe('us-west-2');
});

test('a stack that names no region is for us-east-1', () => {
  expect(readBlueprint({ outputFolder: stacksOnDisk({ s: {} }) }).region).toBe('us-east-1');
});
