import type { Decision, ImplicitDenial, NearMiss, StatementRef } from './decision';
import type { Clause, Condition, PolicySourceKind, PrincipalClause } from './policy';

const reasons: Readonly<Record<ImplicitDenial, string>> = {
  'no-policy-allows': 'no policy allows it',
  'no-identity-policy-allows': 'no identity policy allows it',
  'no-resource-policy-allows': 'no resource policy allows it',
  'permissions-boundary': 'no permissions boundary allows it',
  'session-policy': 'no session policy allows it',
};

const kinds: Readonly<Record<PolicySourceKind, string>> = {
  identity: 'identity policy',
  resource: 'resource policy',
  trust: 'trust policy',
  session: 'session policy',
  boundary: 'permissions boundary',
};

const longest = 600;

/** A decision in one line for a person: printable ASCII of at most 600 characters, fit for a log and for a header. */
export function explain(decision: Decision): string {
  return oneLine(sentence(decision));
}

function sentence(decision: Decision): string {
  switch (decision.kind) {
    case 'allowed':
      return `allowed by ${list(decision.by)}`;
    case 'explicitly-denied':
      return `explicitly denied by ${list(decision.by)}`;
    case 'implicitly-denied': {
      const [nearest] = decision.nearest;
      const hint =
        nearest === undefined ? 'no statement comes near' : `nearest is ${name(nearest)}, ${missing(nearest)}`;
      return `${reasons[decision.because]}; ${hint}`;
    }
  }
}

function list(refs: readonly StatementRef[]): string {
  return refs.map(name).join(' and ');
}

function name({ policy, index, statement }: StatementRef): string {
  return `${kinds[policy.kind]} ${policy.name}, statement ${index}${statement.sid === undefined ? '' : ` (${statement.sid})`}`;
}

function missing({ failed, statement, condition }: NearMiss): string {
  switch (failed) {
    case 'principal':
      return `but its principal is ${principals(statement.principals)}`;
    case 'action':
      return `but its action is ${clause(statement.actions)}`;
    case 'resource':
      return `but its resource is ${clause(statement.resources)}`;
    case 'condition':
      if (condition === undefined) return 'but a condition of it fails';
      return `but its condition ${test(condition.test)} fails: the request ${condition.keyPresent ? 'has another value' : 'has no such key'}`;
  }
}

function clause(value: Clause | undefined): string {
  if (value === undefined) return 'absent';
  return `${value.negated ? 'anything but ' : ''}${value.patterns.join(' or ')}`;
}

function principals(value: PrincipalClause | undefined): string {
  if (value === undefined) return 'absent';
  return `${value.negated ? 'anyone but ' : ''}${[...value.aws, ...value.federated, ...value.service].join(' or ')}`;
}

function test({ operator, ifExists, quantifier, key, values }: Condition): string {
  const prefix = quantifier === undefined ? '' : `${quantifier}:`;
  return `${prefix}${operator}${ifExists ? 'IfExists' : ''} ${key} ${values.join(' or ')}`;
}

/** A name in a policy may hold any character; a line break in a header would be an injection. */
function oneLine(text: string): string {
  const ascii = text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return ascii.length > longest ? `${ascii.slice(0, longest - 3)}...` : ascii;
}
