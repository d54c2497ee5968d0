import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

/** What of the stacks is not as deployed, because it is what would be measured otherwise. */
export interface Alteration {
  /** Keep no result of a Lambda authorizer. */
  readonly withoutResultCache: boolean;
  /** Have `api-authentication` ask for signatures instead of tokens. */
  readonly signed: boolean;
}

/** Copies an output folder of cdktf. Throttles are raised in any case: a refused request costs next to nothing. */
export function copyAltered(from: string, to: string, alteration: Alteration): void {
  cpSync(from, to, { recursive: true });
  alterStack(join(to, 'stacks/api-authorization/cdk.tf.json'), (stack) => {
    raiseThrottles(stack);
    if (alteration.withoutResultCache) {
      each(stack, 'aws_api_gateway_authorizer', (it) => (it['authorizer_result_ttl_in_seconds'] = 0));
    }
  });
  alterStack(join(to, 'stacks/api-authentication/cdk.tf.json'), (stack) => {
    raiseThrottles(stack);
    if (alteration.signed) {
      askForSignatures(stack);
    }
  });
}

function alterStack(file: string, alter: (stack: Synthesized) => void): void {
  const stack = JSON.parse(readFileSync(file, 'utf8')) as Synthesized;
  alter(stack);
  writeFileSync(file, JSON.stringify(stack));
}

function each(stack: Synthesized, type: string, alter: (element: Record<string, unknown>) => void): void {
  Object.values(stack.resource[type] ?? {}).forEach(alter);
}

function raiseThrottles(stack: Synthesized): void {
  each(stack, 'aws_api_gateway_method_settings', (it) => {
    it['settings'] = { throttling_rate_limit: 1_000_000, throttling_burst_limit: 1_000_000 };
  });
}

function askForSignatures(stack: Synthesized): void {
  each(stack, 'aws_api_gateway_method', (method) => {
    if (method['authorization'] === 'COGNITO_USER_POOLS') {
      method['authorization'] = 'AWS_IAM';
      delete method['authorizer_id'];
      delete method['authorization_scopes'];
    }
  });
}
