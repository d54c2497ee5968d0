import fc from 'fast-check';
import { readPolicy } from '../../constructs/checks/policy-text';
import {
  hasReference,
  markReferences,
  referencePlaceholder as x,
  replaceReferences,
  unclearMark,
} from '../../constructs/checks/terraform-values';

it.each([
  ['plain', 'plain', false],
  ['${a.b.c}', x, true],
  ['a-${a.b}-${c.d}', `a-${x}-${x}`, true],
  ['${lookup({ "a}" = "\\"}" }, "k")}!', `${x}!`, true],
  ['${"${a.b}"}.', `${x}.`, true],
  ['$${cognito-identity.amazonaws.com:sub}', '${cognito-identity.amazonaws.com:sub}', false],
  ['${unended', x, true],
  ['$5 {x}', '$5 {x}', false],
  ['%{ if true }*%{ endif }', `${x}*${x}`, true],
  ['%%{ if true }', '%{ if true }', false],
  ['$%{x}$${y}', `$${x}\${y}`, true],
])('reads %s', (text, read, reference) => {
  expect(replaceReferences(text)).toBe(read);
  expect(hasReference(text)).toBe(reference);
});

it.each([
  'aws_iam_role.r.arn',
  ' data.aws_caller_identity.current.account_id ',
  'aws_iam_role.r[0].arn',
  'aws_iam_role.r["a-b"].arn',
  'data.terraform_remote_state.cross-stack-reference-input-a.outputs.cross-stack-output-b',
])('knows ${%s} for an attribute', (expression) => {
  expect(markReferences(`\${${expression}}`)).toBe(x);
});

it.each([
  ...['var.x', 'local.x.y', 'each.value.arn', 'count.index', 'path.module.x', 'terraform.workspace.x', 'self.x.y'],
  ...['module.m.out', '"*"', 'join("", ["*"])', 'aws_iam_role.r["*"].arn', 'true ? "*" : aws_iam_role.r.arn', ''],
  ...['aws_iam_role.r', 'aws_iam_role.r.*.arn', 'terraform_data.a.output', 'aws_a.b.c\nx', 'aws_a.b.c}${"*"'],
])('does not know what ${%s} becomes', (expression) => {
  expect(markReferences(`\${${expression}}`)).toContain(unclearMark);
});

it('reads any policy with references inside its texts', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '}', '.') }),
      (json, inner) => {
        const quotedText = JSON.stringify(inner);
        const policy = `{"Statement":[{"Resource":"\${f(${quotedText})}/*"}],"Rest":${json.replace(/[$%](?=\{)/g, (sign) => sign + sign)}}`;
        expect(readPolicy(policy)).toEqual({
          kind: 'read',
          document: { Statement: [{ Resource: `${x}${unclearMark}/*` }], Rest: JSON.parse(json) as unknown },
        });
      },
    ),
  );
});
