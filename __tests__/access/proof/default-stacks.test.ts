import { synthesizedOutput } from '../../support/synthesized-output';
import { startProof, type ProofWorld } from './support/proof-world';
import { prove } from './support/prove';

let world: ProofWorld;
beforeAll(async () => {
  world = await startProof(synthesizedOutput());
});
afterAll(() => world.stop());

test('the sandbox answers every cell of the stacks as the matrix says', async () => {
  const { agreed, disagreements, notToBeHad } = await prove(world);
  expect({ disagreements, notToBeHad }).toEqual({ disagreements: [], notToBeHad: {} });
  expect(agreed).toBe(world.matrix.principals.length * world.matrix.targets.length);
});
