import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccessMatrix } from '../../../../access/model';
import { readAccess } from '../../../../access/read-access';
import type { LambdaFunction } from '../../../../blueprint/model';
import type { CredentialStore } from '../../../../sandbox/credentials/caller';
import type * as credentialStore from '../../../../sandbox/credentials/credential-store';
import type { FunctionRuntime } from '../../../../sandbox/lambda/function-runtime';
import type * as workerRuntime from '../../../../sandbox/lambda/worker-runtime';
import { startSandbox, type RunningSandbox } from '../../../../sandbox/main';
import type { Keys } from '../../../../tour/clients';
import type { SynthesizedOutput } from '../../../support/synthesized-output';
import type { SamlIdp } from '../../../sandbox/federation/support/saml-idp';
import type { TestOpenIdProvider } from '../../../sandbox/support/open-id-provider';
import type { TestSamlProvider } from '../../../sandbox/support/saml-provider';

/** What the last sandbox gave its functions, and what runs them: nobody outside of a function is told its credentials. */
const mockSeen: { keys: Map<string, Keys>; runtime: FunctionRuntime | undefined } = {
  keys: new Map(),
  runtime: undefined,
};

jest.mock('../../../../sandbox/credentials/credential-store', () => {
  const real = jest.requireActual<typeof credentialStore>('../../../../sandbox/credentials/credential-store');
  return {
    createCredentialStore: (services: Parameters<typeof real.createCredentialStore>[0]): CredentialStore => {
      const store = real.createCredentialStore(services);
      const keys = new Map<string, Keys>();
      mockSeen.keys = keys;
      return {
        ...store,
        issueTemporary: (caller, seconds) => {
          const issued = store.issueTemporary(caller, seconds);
          keys.set(caller.arn, issued);
          return issued;
        },
      };
    },
  };
});

jest.mock('../../../../sandbox/lambda/worker-runtime', () => {
  const real = jest.requireActual<typeof workerRuntime>('../../../../sandbox/lambda/worker-runtime');
  return {
    createFunctionRuntime: (services: Parameters<typeof real.createFunctionRuntime>[0]): FunctionRuntime => {
      const runtime = real.createFunctionRuntime(services);
      mockSeen.runtime = runtime;
      return runtime;
    },
  };
});

/** Identity providers outside of the stacks, with the keys that the stacks believe. */
export interface Outside {
  /** By issuer. */
  readonly openId: ReadonlyMap<string, TestOpenIdProvider>;
  readonly saml?: TestSamlProvider;
  readonly company?: Company;
  /** Values of Terraform variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A company's directory of people. */
export interface Company {
  readonly idp: SamlIdp;
  /** By the name of a group here, that of the group there. */
  readonly groups: ReadonlyMap<string, string>;
}

/** A matrix, and the sandbox that must agree with it. */
export interface ProofWorld {
  readonly matrix: AccessMatrix;
  readonly sandbox: RunningSandbox;
  readonly outside: Outside;
  readonly userPools: CognitoIdentityProviderClient;
  readonly identityPools: CognitoIdentityClient;
  readonly sts: STSClient;
  /** The credentials that a function has while it runs. */
  functionKeys(lambda: LambdaFunction): Promise<Keys>;
  stop(): Promise<void>;
}

export const noProviders: Outside = { openId: new Map() };

/** Reads the matrix of an output, and runs the same output. Throttles are raised, since they are no part of access. */
export async function startProof(output: SynthesizedOutput, outside: Outside = noProviders): Promise<ProofWorld> {
  raiseThrottles(output);
  const matrix = readAccess({ outputFolder: output.folder });
  const issuers = new Map([...outside.openId].map(([issuer, { url }]) => [issuer, url]));
  const { variables } = outside;
  const starting = startSandbox({
    outputFolder: output.folder,
    port: '0',
    issuers,
    write: () => undefined,
    ...(variables === undefined ? {} : { variables }),
  });
  // The parts are composed before the sandbox first waits for anything.
  const { keys, runtime } = mockSeen;
  const sandbox = await starting;
  const here = { endpoint: sandbox.url, region: sandbox.blueprint.region, maxAttempts: 1 };
  const { developer: credentials } = sandbox.describe();
  const userPools = new CognitoIdentityProviderClient({ ...here, credentials });
  const identityPools = new CognitoIdentityClient({ ...here, credentials });
  const sts = new STSClient(here);
  return {
    matrix,
    sandbox,
    outside,
    userPools,
    identityPools,
    sts,
    functionKeys: async (lambda) => {
      // What it makes of an empty event does not matter: to run it, Lambda must give it its credentials.
      await runtime?.invoke(lambda.arn, {});
      const session = `assumed-role/${lambda.roleArn.split('/').at(-1) ?? ''}/${lambda.name}`;
      const found = keys.get(`arn:aws:sts::${sandbox.blueprint.accountId}:${session}`);
      if (found === undefined) throw new TypeError(`${lambda.name} was given no credentials`);
      return found;
    },
    stop: async () => {
      for (const client of [userPools, identityPools, sts]) client.destroy();
      await sandbox.stop();
      output.remove();
    },
  };
}

const limits = { throttling_burst_limit: 5_000, throttling_rate_limit: 10_000 };

function raiseThrottles(output: SynthesizedOutput): void {
  for (const stack of readdirSync(join(output.folder, 'stacks'))) {
    output.edit(stack, ({ resource }) => {
      for (const settings of Object.values(resource['aws_api_gateway_method_settings'] ?? {})) {
        settings['settings'] = { ...(settings['settings'] as object), ...limits };
      }
    });
  }
}
