import type { IConstruct } from 'constructs';
import { declareWildcard } from '../checks/declared-wildcards';
import type { PolicyStatement } from './policy';

/** Declares for a policy what its statements give as reasons for the asterisk. */
export function declareWildcards(policy: IConstruct, statements: readonly PolicyStatement[]): void {
  for (const statement of statements) {
    if ('wildcardReason' in statement) {
      declareWildcard(policy, statement.wildcardReason);
    }
  }
}
