import { PolicyError } from '../errors';
import type { Condition, Statement } from '../policy';

const cognito = 'cognito-identity.amazonaws.com';
const audience = `${cognito}:aud`;
const pinning = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'];

/**
 * AWS creates no role (since 2024) that trusts Amazon Cognito without naming the identity pool: otherwise a pool of any
 * stranger could assume it.
 */
export function checkCognitoTrust(statement: Statement, place: string): void {
  const trustsCognito = statement.principals?.federated.includes(cognito) ?? false;
  if (statement.effect === 'Deny' || !trustsCognito || statement.conditions.some(pinsAudience)) return;
  throw new PolicyError('trust-cognito-condition', {
    place: `${place}.Condition`,
    found:
      statement.conditions.length === 0
        ? undefined
        : statement.conditions.map(({ operator, key }) => `${operator} ${key}`).join(', '),
    allowed: `StringEquals ${audience} with the id of the identity pool (and ForAnyValue:StringLike ${cognito}:amr)`,
  });
}

function pinsAudience({ operator, ifExists, quantifier, key, values }: Condition): boolean {
  const isPinning = pinning.includes(operator) && !ifExists && quantifier !== 'ForAllValues';
  return isPinning && key.toLowerCase() === audience && values.every((value) => /[^*?]/.test(value));
}
