import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { BlueprintError, shown } from '../../blueprint/errors';
import { encodeJson } from '../../blueprint/expressions/encode-json';
import { evaluate } from '../../blueprint/expressions/evaluate';
import { expressionOf, referencesIn } from '../../blueprint/expressions/json';
import type { Value } from '../../blueprint/expressions/values';
import { failureOf } from './support/failure';

const place = { stack: 's', address: 'aws_x.y', argument: 'a' };
const known: Readonly<Record<string, Value>> = {
  name: 'main',
  count: 3,
  list: ['a', 'b'],
  nested: { deep: [{ leaf: true }], 'odd key': 1 },
};

/** Evaluates with `local.<name>` and nothing else in scope. */
function valueOf(json: unknown): Value {
  return evaluate(expressionOf(json, place), {
    place,
    resolve: ({ steps: [step] }) => ({
      value: (step?.kind === 'attribute' ? known[step.name] : undefined) ?? null,
      usedSteps: 1,
    }),
  });
}

const supported =
  'Supported: references, literals, templates, lists, objects, indexes and function calls; no operators, conditionals, ' +
  'for, splat or template directives. Compute it in TypeScript, and write a literal "${" as "$${".';

describe('templates', () => {
  test.each<readonly [template: unknown, value: Value]>([
    ['plain', 'plain'],
    ['', ''],
    ['${local.name}', 'main'],
    ['a-${local.name}-${local.count}', 'a-main-3'],
    ['${local.count}', 3],
    ['${local.list}', ['a', 'b']],
    ['${local.list[1]}', 'b'],
    ['${local.list.0}', 'a'],
    ['${local.nested.deep[0].leaf}', true],
    ['${local.nested["odd key"]}', 1],
    ['${local.list[local.nested["odd key"]]}', 'b'],
    ['$${local.name}', '${local.name}'],
    ['$$${local.name}', '$${local.name}'],
    ['$ and $$ and %', '$ and $$ and %'],
    ['${"x"}%%{if}', 'x%{if}'],
    ['${"a${"b${local.name}"}"}', 'abmain'],
    ['${"tab\\t quote\\" slash\\\\ \\u00e9 \\U0001F600"}', 'tab\t quote" slash\\ é 😀'],
    ['${true}', true],
    ['${null}', null],
    ['${-1.5}', -1.5],
    ['${ [ 1 , "two", [ ] ] }', [1, 'two', []]],
    ['${{a = 1, "b c" = 2, (local.name) : 3}}', { a: 1, 'b c': 2, main: 3 }],
    ['${(local.nested).deep[0]}', { leaf: true }],
    ['${["x", "y"][1]}', 'y'],
    [{ '${local.name}': ['${local.count}', 'n${true}'], '//': 'comment' }, { main: [3, 'ntrue'] }],
    ['{"Sub":"$${cognito-identity.amazonaws.com:sub}"}', '{"Sub":"${cognito-identity.amazonaws.com:sub}"}'],
  ])('%j is %j', (template, value) => {
    expect(valueOf(template)).toEqual(value);
  });

  test.each([
    ['${local.name', 'expected "}" at the end'],
    ['${local.name + 1}', 'expected "}" before "+ 1}"'],
    ['${local.a ? 1 : 2}', 'expected "}" before "? 1 : 2}"'],
    ['${cognito-identity.amazonaws.com:sub}', 'expected "}" before ":sub}"'],
    ['${}', 'expected an expression before "}"'],
    ['${local.list[*]}', 'expected an expression before "*]}"'],
    ['${local.list.*.id}', 'expected a name before "*.id}"'],
    ['${[for x in local.list : x]}', 'expected "," or "]" before "x in local.l"'],
    ['${"open', 'expected """ at the end'],
    ['${"bad \\q"}', 'unknown escape "\\q" in a string'],
    ['${"a\nb"}', 'a quoted string ends on the line on which it begins'],
    ['%{if true}x%{endif}', 'template directives are not supported'],
    ['${{1 = 2}}', 'expected a key before "1 = 2}}"'],
    ['${{a 2}}', 'expected ":" before "2}}"'],
    [`\${${'['.repeat(200)}`, 'it is nested more than 100 levels deep'],
  ])('%j is refused', (template, problem) => {
    const [code, message] = failureOf(() => valueOf(template));
    expect(code).toBe('expression-syntax');
    expect(message).toBe(
      `Stack "s", aws_x.y, argument "a": cannot read the expression ${shown(template)}: ${problem}. ${supported}`,
    );
  });

  test.each([
    ['a-${local.list}', 'cannot evaluate "a-${local.list}": a list cannot become part of a string.'],
    ['a-${null}', 'cannot evaluate "a-${null}": null cannot become part of a string.'],
    ['${local.list[7]}', 'cannot evaluate "local.list[7]": a list has no member 7.'],
    ['${local.nested.other}', 'cannot evaluate "local.nested.other": an object has no member "other".'],
    [
      '${local.nested.constructor}',
      'cannot evaluate "local.nested.constructor": an object has no member "constructor".',
    ],
    ['${local.name.length}', 'cannot evaluate "local.name.length": a string has no member "length".'],
  ])('%j has no value', (template, problem) => {
    expect(failureOf(() => valueOf(template))).toEqual([
      'function-call',
      `Stack "s", aws_x.y, argument "a": ${problem} Correct the stack.`,
    ]);
  });
});

test('a list may be long: only depth is limited', () => {
  expect(valueOf(`\${[${'1, '.repeat(500)}]}`)).toHaveLength(500);
});

describe('functions', () => {
  test.each<readonly [call: string, value: Value]>([
    ['concat(local.list, ["c"])', ['a', 'b', 'c']],
    ['element(local.list, 3)', 'b'],
    ['format("%s-%d-%v%%", local.name, 7, true)', 'main-7-true%'],
    ['join("-", local.list, ["c"])', 'a-b-c'],
    ['jsondecode("{\\"a\\":[1]}")', { a: [1] }],
    ['jsonencode({b = 1, a = [true, null, "<&>"]})', '{"a":[true,null,"\\u003c\\u0026\\u003e"],"b":1}'],
    ['lower("ABC")', 'abc'],
    ['upper("abc")', 'ABC'],
    ['replace("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['sha1("abc")', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha256("abc")', createHash('sha256').update('abc').digest('hex')],
    ['split("/", "x/y")', ['x', 'y']],
    ['tolist(["a"])', ['a']],
    ['toset(["b", "a", "b"])', ['a', 'b']],
    ['tostring(5)', '5'],
    ['tostring(null)', null],
  ])('%s', (call, value) => {
    expect(valueOf(`\${${call}}`)).toEqual(value);
  });

  test.each([
    ['join("-")', 'it takes a separator and at least one list'],
    ['join("-", "x")', 'argument 2 must be a list, and is a string'],
    ['join("-", [[]])', 'its lists must hold strings, and one holds a list'],
    ['lower(["x"])', 'argument 1 must be a string, and is a list'],
    ['lower("x", "y")', 'it takes 1 argument(s), and is given 2'],
    ['replace("a", "/b/", "c")', 'regular expressions are not supported'],
    ['replace("a", "", "c")', 'there is nothing to search for'],
    ['format("%s")', '"%s" has no argument'],
    ['format("%q", "x")', '"%q" is not supported for argument 2; supported: %s, %v, %d with a whole number, %%'],
    ['format("x", "y")', 'it is given more arguments than its format has verbs'],
    ['element([], 0)', 'the list is empty'],
    ['element(["a"], -1)', 'argument 2 must be a whole number that is not negative'],
    ['jsondecode("{")', 'the text is not JSON'],
    ['tostring([])', 'a list cannot become a string'],
  ])('%s is refused', (call, problem) => {
    const shown = JSON.stringify(call);
    expect(failureOf(() => valueOf(`\${${call}}`))).toEqual([
      'function-call',
      `Stack "s", aws_x.y, argument "a": cannot evaluate ${shown}: ${problem}. Correct the stack.`,
    ]);
  });

  test.each(['filebase64sha256("x")', 'file("/etc/passwd")', 'timestamp()', 'constructor("x")'])(
    '%s is not known',
    (call) => {
      expect(failureOf(() => valueOf(`\${${call}}`))).toEqual([
        'unsupported-function',
        `Stack "s", aws_x.y, argument "a": cannot evaluate ${JSON.stringify(call)}: the function is not supported. Supported: ` +
          'concat, element, format, join, jsondecode, jsonencode, lower, replace, sha1, sha256, split, tolist, toset, tostring, upper. ' +
          'Compute it in TypeScript.',
      ]);
    },
  );
});

describe('for any input', () => {
  const json = fc.jsonValue({ maxDepth: 4 });

  test('a string survives escaping, as a template and as a quoted string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replaceAll('${', '$${').replaceAll('%{', '%%{');
        fc.pre(
          !/[$%]\$?\{/.test(text.replaceAll('${', '').replaceAll('%{', '')) &&
            !text.includes('$$') &&
            !text.includes('%%'),
        );
        expect(valueOf(escaped)).toBe(text);
        const quoted = escaped.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
        expect(valueOf(`\${"${quoted}"}`)).toBe(text);
      }),
    );
  });

  test('jsonencode writes what JSON.parse reads back, without characters that HTML knows', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = encodeJson(value as Value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
      }),
    );
  });

  test('jsonencode does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (members) => {
        expect(encodeJson(Object.fromEntries(Object.entries(members).reverse()))).toBe(encodeJson(members));
      }),
    );
  });

  test('a template either has a value or fails with a BlueprintError', () => {
    const piece = fc.constantFrom(
      '${',
      '}',
      '"',
      '[',
      ']',
      '(',
      ')',
      '{',
      ',',
      '=',
      '.',
      'local.list',
      'x',
      '1',
      ' ',
      '\\',
      '%{',
      '$',
    );
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (template) => {
        try {
          valueOf(template);
        } catch (error) {
          expect(error).toBeInstanceOf(BlueprintError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('every reference of an expression is found, wherever it stands', () => {
  const expression = expressionOf(
    {
      a: 'x${aws_a.one.id}',
      b: ['${join(aws_b.two.sep, [aws_c.three.id])}'],
      c: '${local.map[aws_d.four.key].x}',
      d: '${{(var.k) = f(data.e.five.y)[0]}}',
    },
    place,
  );
  expect(referencesIn(expression).map(({ text }) => text)).toEqual([
    'aws_a.one.id',
    'aws_b.two.sep',
    'aws_c.three.id',
    'local.map[aws_d.four.key].x',
    'aws_d.four.key',
    'var.k',
    'data.e.five.y',
  ]);
});
