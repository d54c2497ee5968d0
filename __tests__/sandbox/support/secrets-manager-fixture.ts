import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../../blueprint/model';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import { createJsonGate } from '../../../sandbox/credentials/json-gate';
import { roleSession } from '../../../sandbox/credentials/role-session';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import type { RequestHandler } from '../../../sandbox/http/message';
import { createSecretsManager } from '../../../sandbox/secrets-manager/secrets-manager';
import {
  accountId,
  atEnd,
  emptyBlueprint,
  ids,
  listenWith,
  recordingLogger,
  region,
  roleNamed,
  standingClock,
  trustLambda,
  type LogLine,
} from './runtime-fixture';

export const secretArn = (name: string): string =>
  `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-AbCdEf`;

export const value = '{"clientSecret":"hidden"}';
export const versionId = '11111111-2222-4333-8444-555555555555';

export function aSecret(name: string, changes: Partial<Secret> = {}): Secret {
  const place = { stack: 'issuer', address: `aws_secretsmanager_secret.${name}` };
  return {
    ...place,
    name,
    arn: secretArn(name),
    description: undefined,
    resourcePolicy: undefined,
    version: { ...place, id: versionId, value },
    ...changes,
  };
}

export type Statement = Readonly<Record<string, unknown>>;

export interface SecretsWorld {
  readonly lines: readonly LogLine[];
  readonly clock: ReturnType<typeof standingClock>;
  readonly handle: RequestHandler;
  /** A client with the credentials of a function whose role has these statements. */
  clientWith(...statements: Statement[]): SecretsManagerClient;
}

/** Secrets Manager behind the real gate, for real clients. */
export async function startSecrets(secrets: readonly Secret[]): Promise<SecretsWorld> {
  const clock = standingClock(Date.now());
  const logger = recordingLogger();
  const credentials = createCredentialStore({ clock, ids });
  const verify = createSignatureVerifier({ credentials, clock });
  const gate = createJsonGate({ verify, region, service: 'secretsmanager', clock });
  const { handle } = createSecretsManager({ blueprint: { ...emptyBlueprint, secrets }, gate, clock, ids, logger });
  const port = await listenWith(handle);
  return {
    lines: logger.lines,
    clock,
    handle,
    clientWith: (...statements) => {
      const role = roleNamed('consumer', trustLambda);
      const document = { Version: '2012-10-17', Statement: statements };
      const policies = statements.length === 0 ? [] : [{ stack: 'consumer', address: 'p', name: 'p', document }];
      const caller = roleSession({ role: { ...role, policies }, accountId, sessionName: 'consumer' });
      const { accessKeyId, secretAccessKey, sessionToken } = credentials.issueTemporary(caller, 3600);
      const client = new SecretsManagerClient({
        region,
        endpoint: `http://127.0.0.1:${port}`,
        credentials: { accessKeyId, secretAccessKey, sessionToken },
        maxAttempts: 1,
      });
      atEnd(() => client.destroy());
      return client;
    },
  };
}

/** Allows actions on one secret. */
export const allow = (actions: string | readonly string[], resource: string): Statement => ({
  Effect: 'Allow',
  Action: [actions].flat().map((action) => `secretsmanager:${action}`),
  Resource: resource,
});
