import { comeBefore } from '../../constructs/checks/aws-refusals/order';
import type { Arguments } from '../../constructs/checks/terraform-values';
import { stackOf } from './resolved';

/** What comes before the first of some resources, each `aws_x.it`, `aws_x.it2`, …. */
function before(...all: readonly Arguments[]): readonly string[] {
  const stack = stackOf(...all.map((args) => ['aws_x', args] as const));
  const [self] = stack.resources;
  if (self === undefined) throw new Error('There is no resource.');
  return [...comeBefore(self, stack)].sort();
}

test.each<readonly [what: string, args: Arguments]>([
  ['a reference', { id: '${aws_x.it2.id}' }],
  ['a reference in a text', { policy: '{"Resource":"${aws_x.it2.arn}/*"}' }],
  ['a whole resource', { triggers: '${jsonencode(aws_x.it2)}' }],
  ['one of several', { id: '${aws_x.it2[0].id}' }],
  ['a dependency', { depends_on: ['aws_x.it2'] }],
])('%s puts another resource before', (_what, args) => {
  expect(before(args, {})).toEqual(['aws_x.it2']);
});

test('so do the resources between', () => {
  expect(before({ depends_on: ['aws_x.it2'] }, { id: '${aws_x.it3.id}' }, {}, {})).toEqual(['aws_x.it2', 'aws_x.it3']);
});

test('a name that another begins with is not that one', () => {
  expect(before({ id: '${aws_x.it22.id}' }, {}, {})).toEqual([]);
});

test('two that refer to each other, which Terraform refuses, end the search', () => {
  expect(before({ id: '${aws_x.it2.id}' }, { id: '${aws_x.it.id}' })).toEqual(['aws_x.it', 'aws_x.it2']);
});
