import { matchPrincipal } from '../../iam/match-principal';
import { principal } from './support';

const names = ['session', 'user', 'stranger', 'cognito', 'lambda', 'anonymous'];

test.each(names)('a statement that names nobody does not name %s', (name) => {
  expect(matchPrincipal(undefined, principal(name), false)).toBe('none');
});

test.each(names)('empty lists do not name %s', (name) => {
  const nobody = { negated: false, everyone: false, aws: [], federated: [], service: [] };
  expect(matchPrincipal(nobody, principal(name), false)).toBe('none');
});

test.each(names)('a name in the list of another kind does not name %s', (name) => {
  const everything = ['cognito-identity.amazonaws.com', 'lambda.amazonaws.com', '123456789012', '999999999999'];
  const shuffled = {
    negated: false,
    everyone: false,
    aws: everything.slice(0, 2),
    federated: everything.slice(1),
    service: [...everything.slice(0, 1), ...everything.slice(2)],
  };
  expect(matchPrincipal(shuffled, principal(name), false)).toBe('none');
});
