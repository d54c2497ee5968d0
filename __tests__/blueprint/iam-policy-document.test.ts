import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { type Json, stacksOnDisk } from './support/stacks-on-disk';

function rendered(document: Record<string, Json>): unknown {
  const { stacks } = readBlueprint({
    outputFolder: stacksOnDisk({
      s: {
        data: { aws_iam_policy_document: { doc: document } },
        output: { json: { value: '${data.aws_iam_policy_document.doc.json}' } },
      },
    }),
  });
  return JSON.parse(String(stacks[0]?.outputs[0]?.value));
}

describe('aws_iam_policy_document renders as the AWS provider does', () => {
  test.each<readonly [what: string, document: Record<string, Json>, expected: unknown]>([
    ['nothing', {}, { Version: '2012-10-17', Statement: [] }],
    ['version and id', { version: '2008-10-17', policy_id: 'p' }, { Version: '2008-10-17', Id: 'p', Statement: [] }],
    [
      'one-element lists as strings, an effect that is not given as Allow',
      { statement: [{ actions: ['s3:GetObject'], resources: ['*'] }] },
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
    ],
    [
      'longer lists in reverse order, and a statement that is written once',
      { statement: { sid: 'S', effect: 'Deny', not_actions: ['a:A', 'b:B'], not_resources: ['x', 'y'] } },
      {
        Version: '2012-10-17',
        Statement: [{ Sid: 'S', Effect: 'Deny', NotAction: ['b:B', 'a:A'], NotResource: ['y', 'x'] }],
      },
    ],
    [
      'principals by type, everyone as a star',
      {
        statement: [
          {
            actions: ['a'],
            principals: [
              { type: 'Service', identifiers: ['lambda.amazonaws.com'] },
              { type: 'AWS', identifiers: ['1', '2'] },
            ],
          },
          { actions: ['b'], principals: [{ type: '*', identifiers: ['*'] }] },
          { actions: ['c'], not_principals: [{ type: 'AWS', identifiers: ['*'] }] },
        ],
      },
      {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'a', Principal: { Service: 'lambda.amazonaws.com', AWS: ['2', '1'] } },
          { Effect: 'Allow', Action: 'b', Principal: '*' },
          { Effect: 'Allow', Action: 'c', NotPrincipal: { AWS: '*' } },
        ],
      },
    ],
    [
      'conditions by test and variable, values in their order, variables with a dollar',
      {
        statement: [
          {
            actions: ['dynamodb:Query'],
            resources: ['arn:x/&{aws:username}'],
            condition: [
              { test: 'StringEquals', variable: 'aws:a', values: ['z', 'y'] },
              { test: 'StringEquals', variable: 'aws:b', values: ['&{aws:userid}'] },
              { test: 'StringEquals', variable: 'aws:a', values: ['x'] },
            ],
          },
        ],
      },
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'dynamodb:Query',
            Resource: 'arn:x/${aws:username}',
            Condition: { StringEquals: { 'aws:a': ['z', 'y', 'x'], 'aws:b': '${aws:userid}' } },
          },
        ],
      },
    ],
  ])('%s', (_, document, expected) => {
    expect(rendered(document)).toEqual(expected);
  });

  test('two statements with one sid are refused', () => {
    expect(failureOf(() => rendered({ statement: [{ sid: 'One' }, { sid: 'One' }] }))).toEqual([
      'incoherent',
      'Stack "s", data.aws_iam_policy_document.doc, argument "statement": two statements have the sid One. Make sids unique.',
    ]);
  });

  test('documents that are merged from others are refused', () => {
    expect(failureOf(() => rendered({ source_policy_documents: ['{}'] }))).toEqual([
      'unsupported-value',
      'Stack "s", data.aws_iam_policy_document.doc, argument "source_policy_documents": the sandbox does not model ["{}"] here. ' +
        'Accepted: nothing. Leave the argument out where the stack is run here.',
    ]);
  });
});
