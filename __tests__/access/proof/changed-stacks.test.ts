import { readAccess } from '../../../access/read-access';
import type { AccessMatrix } from '../../../access/model';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';
import { changes, type Change } from '../support/changes';
import { element } from '../support/matrices';
import { startProof } from './support/proof-world';
import { own, prove, type DataSet } from './support/prove';

const statement = { Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };

/** The header is the part of a request that a client on one computer can choose. */
const askForReferer: Change = {
  name: 'an API whose own policy asks for a referer',
  stack: 'premium-content-provider',
  change: (resource) =>
    (element(resource, 'aws_api_gateway_rest_api', 'api')['policy'] = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { ...statement, Effect: 'Allow' },
        { ...statement, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:Referer': 'https://app.example.com/' } } },
      ],
    })),
  cells: [],
};

/** One for each check that can stop, and for each kind of data that can decide; with the data. */
const asked: Readonly<Record<string, readonly DataSet[]>> = {
  'a route that lost its authorization': [{}],
  'guests whose role lets them in': [{}],
  'a role that does not trust the pool': [{}],
  'a function that API Gateway may not call': [{}],
  'a policy for one pet, and one that spares a pet': [{ value: 'rex' }, { value: 'p1' }],
  'a path that only its owner may call': [{ value: own }, { value: 'p1' }],
  'a classic flow where a role trusts more than one way to sign in': [{}],
  'a group without a role, and a mapping that then denies': [{}],
  'a mapping by rules, of a group and of a claim that is not known': [
    { self: { attributes: { nickname: 'staff' } } },
    { self: { attributes: { nickname: 'visitor' } } },
  ],
  'an authorizer that takes the tokens of another app client': [{}],
  'a route that takes ID tokens': [{}],
  'a route that lost the scope of machines': [{}],
  [askForReferer.name]: [{ headers: { referer: 'https://app.example.com/' } }, {}],
};

/** Stacks without which another makes no sense. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'premium-content-provider': ['cognito-identity-provider'],
};

function only(stack: string): SynthesizedOutput {
  const output = synthesizedOutput();
  output.keepOnly(stack, ...(needs[stack] ?? []));
  return output;
}

const answers = ({ cells }: AccessMatrix): readonly string[] =>
  cells.map(({ principal, target, verdict, steps }) => [principal, target, verdict, steps.at(-1)?.check].join(' '));

test.each(Object.entries(asked))('%s: the sandbox changes as the matrix does', async (name, sets) => {
  const found = [...changes, askForReferer].find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`no change ${name}`);
  const output = only(found.stack);
  const before = answers(readAccess({ outputFolder: output.folder }));
  output.edit(found.stack, ({ resource }) => found.change(resource));
  const world = await startProof(output);
  try {
    expect(answers(world.matrix)).not.toEqual(before);
    const { agreed, disagreements, notToBeHad } = await prove(world, sets);
    expect({ disagreements, notToBeHad }).toEqual({ disagreements: [], notToBeHad: {} });
    expect(agreed).toBe(world.matrix.principals.length * world.matrix.targets.length);
  } finally {
    await world.stop();
  }
});
