import { setTimeout as sleep } from 'node:timers/promises';
import { createExchange } from '../shared/exchange';
import { createLogger } from '../shared/logger';
import { parseGroupAuthorizerEnvironment } from './environment';
import { createHandler } from './handler';
import { createKeySource } from './key-source';
import { createPolicyStore } from './policy-store';
import { readRuntimeVariables } from './runtime-variables';
import { rememberVerified } from './verified-tokens';
import { createTokenVerifier } from './verify-token';

const { policiesTable, issuers } = parseGroupAuthorizerEnvironment(process.env);

const outside = {
  exchange: createExchange((milliseconds) => AbortSignal.timeout(milliseconds)),
  now: () => Date.now(),
  logger: createLogger((line) => process.stdout.write(`${line}\n`)),
};

const keysOf = ({ jwksUri }: { readonly jwksUri: string }) => createKeySource(outside, jwksUri);

export const handler = createHandler({
  ...outside,
  verify: rememberVerified({ ...outside, verify: createTokenVerifier({ ...outside, issuers, keysOf }) }),
  policies: createPolicyStore({
    ...outside,
    ...readRuntimeVariables(process.env),
    policiesTable,
    sleep: (milliseconds) => sleep(milliseconds),
    random: () => Math.random(),
  }),
});
