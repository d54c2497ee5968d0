import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan, type PlanJson } from '../../scripts/review/plan-json';

/**
 * What Terraform 1.11.4 printed for two stacks applied to an emulator and then changed: people sign in with a telephone
 * number, the table has another address, tokens live longer, the secret has another name. Resources that stay are left out.
 */
export const recordedStacks = ['cognito-identity-provider', 'notes'] as const;

export function recordedText(stack: (typeof recordedStacks)[number]): string {
  return readFileSync(join(__dirname, 'fixtures', `${stack}.plan.json`), 'utf8');
}

export function recordedPlan(stack: (typeof recordedStacks)[number]): PlanJson {
  return readPlan(stack, recordedText(stack));
}
