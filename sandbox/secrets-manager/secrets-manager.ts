import type { Blueprint } from '../../blueprint/model';
import type { JsonGate } from '../credentials/json-gate';
import type { RequestHandler, SandboxRequest, SandboxResponse } from '../http/message';
import { AwsJsonError, jsonAnswer, jsonError, operationName, parseInput } from '../protocol/aws-json';
import { readInput } from '../user-pools/input';
import { internalError, secretNotFound, shown, unknownOperation } from './errors';
import { secretId } from './input';
import { describeSecret } from './operations/describe-secret';
import { getSecretValue } from './operations/get-secret-value';
import { putSecretValue } from './operations/put-secret-value';
import type { SecretOperation, SecretsManagerServices } from './secrets-manager-services';
import { StoredSecret } from './stored-secret';

const targetPrefix = 'secretsmanager';

/** Every operation that the sandbox has, by its AWS name: the support table. */
export const operationTable: Readonly<Record<string, SecretOperation>> = {
  DescribeSecret: describeSecret,
  GetSecretValue: getSecretValue,
  PutSecretValue: putSecretValue,
};

const supported = Object.keys(operationTable);

/** What the secrets run on. */
export interface SecretsManagerProps extends SecretsManagerServices {
  readonly blueprint: Blueprint;
  /** Checks the signature, and what the policies of the caller and of the secret say. */
  readonly gate: JsonGate;
}

/** The secrets of a blueprint. */
export interface SecretsManager {
  /** The JSON API: `X-Amz-Target: secretsmanager.<operation>`. */
  readonly handle: RequestHandler;
}

interface Running extends SecretsManagerProps {
  readonly secrets: readonly StoredSecret[];
}

/**
 * Starts Secrets Manager with what the stacks put into it. Raises iam's error for a resource policy that is malformed.
 */
export function createSecretsManager(props: SecretsManagerProps): SecretsManager {
  const startedAt = props.clock.now();
  const secrets = props.blueprint.secrets.map((secret) => new StoredSecret(secret, startedAt));
  return {
    handle: (request) => Promise.resolve(answer({ ...props, secrets }, request)),
  };
}

function answer(services: Running, request: SandboxRequest): SandboxResponse {
  try {
    return jsonAnswer(request, operate(services, request));
  } catch (error) {
    if (error instanceof AwsJsonError) return refusal(request, error);
    const defect = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    services.logger.error('secrets manager failed', { requestId: request.id, defect });
    return refusal(request, internalError());
  }
}

function operate(services: Running, request: SandboxRequest): unknown {
  const name = operationName(request, targetPrefix) ?? request.header('x-amz-target') ?? '';
  const operation = Object.hasOwn(operationTable, name) ? operationTable[name] : undefined;
  if (operation === undefined) {
    services.logger.warn('unsupported operation', { operation: shown(name), supported: supported.join(', ') });
    throw unknownOperation(name, supported);
  }
  const input = parseInput(request);
  const { SecretId: id } = readInput(secretId, input);
  const stored = services.secrets.find(({ secret }) => isNamed(secret, id));
  const resource = stored?.secret.arn ?? arnOfNothing(services.blueprint, id);
  const caller = services.gate(request, `secretsmanager:${name}`, resource, {}, stored?.resourcePolicies ?? []);
  if (stored === undefined) throw secretNotFound(id);
  const output = operation(services)(stored, input);
  services.logger.info('secret used', {
    requestId: request.id,
    operation: name,
    secret: stored.secret.name,
    caller: caller.arn,
  });
  return output;
}

/** By name, by ARN, or by ARN without the six characters at its end. */
function isNamed({ name, arn }: StoredSecret['secret'], id: string): boolean {
  return [name, arn, arn.slice(0, -'-XXXXXX'.length)].includes(id);
}

/** Policies are asked before anything is told, so that who may not read cannot find out what there is. */
function arnOfNothing({ region, accountId }: Blueprint, id: string): string {
  return id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${region}:${accountId}:secret:${id}`;
}

/** This service writes `Message`. */
function refusal(request: SandboxRequest, error: AwsJsonError): SandboxResponse {
  return { ...jsonError(request, error), body: JSON.stringify({ __type: error.code, Message: error.message }) };
}
