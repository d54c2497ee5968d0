import { changes } from './support/changes';
import { matrixOf } from './support/matrices';

test.each(changes)('$name', ({ stack, change, cells }) => {
  const matrix = matrixOf({ [stack]: change });
  expect(cells.map(([principal, target]) => [principal, target, matrix.says(principal, target)])).toEqual(cells);
});
