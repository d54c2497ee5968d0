import { STSClient } from '@aws-sdk/client-sts';
import type { JSONWebKeySet } from 'jose';
import type { Blueprint, Role } from '../../../blueprint/model';
import type { Caller, CredentialStore } from '../../../sandbox/credentials/caller';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { roleSession } from '../../../sandbox/credentials/role-session';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import { IssuerKeys } from '../../../sandbox/open-id/issuer-keys';
import { SamlProviders } from '../../../sandbox/saml/saml-providers';
import { createSts } from '../../../sandbox/sts/sts';
import {
  accountId,
  atEnd,
  emptyBlueprint,
  ids,
  listenWith,
  recordingLogger,
  region,
  standingClock,
  type LogLine,
} from './runtime-fixture';

export interface StsWorld {
  readonly client: STSClient;
  readonly clock: ReturnType<typeof standingClock>;
  readonly credentials: CredentialStore;
  readonly url: string;
  readonly lines: readonly LogLine[];
  callerOf(accessKeyId: string | undefined): Caller | undefined;
}

export interface StsWorldOptions {
  readonly blueprint: Partial<Blueprint>;
  readonly keys?: JSONWebKeySet;
  readonly issuers?: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly start?: number;
}

/** STS alone, for the real client. */
export async function startSts({ blueprint, keys = { keys: [] }, issuers, start }: StsWorldOptions): Promise<StsWorld> {
  const clock = standingClock(start);
  const credentials = createCredentialStore({ clock, ids });
  const logger = recordingLogger();
  const samlProviders = new SamlProviders(blueprint.samlProviders ?? []);
  const sts = createSts({
    samlProviders,
    blueprint: { ...emptyBlueprint, ...blueprint },
    credentials,
    verify: createSignatureVerifier({ credentials, clock }),
    clock,
    logger,
    openId: new IssuerKeys({ clock, stands: issuers }),
    identityPoolKeys: () => Promise.resolve(keys),
    roleSession: (input) => roleSession({ ...input, accountId }),
  });
  await samlProviders.ready();
  const url = `http://127.0.0.1:${await listenWith(sts.handle)}`;
  const client = new STSClient({ region, endpoint: url, maxAttempts: 1 });
  atEnd(() => client.destroy());
  return {
    client,
    clock,
    credentials,
    url,
    lines: logger.lines,
    callerOf: (accessKeyId = '') => credentials.find(accessKeyId)?.caller,
  };
}

/** A role that trusts one federated provider. */
export const trustOf = (provider: string, action: string, condition: object): Role['trustPolicy'] => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Federated: provider }, Action: action, Condition: condition }],
});
