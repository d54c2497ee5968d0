import type { Blueprint } from '../../blueprint/model';
import type { FunctionRuntime } from '../lambda/function-runtime';
import type { RequestHandler, SandboxRequest, SandboxResponse } from '../http/message';
import { AwsJsonError, jsonAnswer, jsonError, operationName, parseInput } from '../protocol/aws-json';
import type { Operation } from '../protocol/aws-json';
import type { Clock, Ids, Logger } from '../system/services';
import type { AdministrationGate } from './administration-gate';
import { createApiTokenVerifier, type ApiTokenVerifier } from './api-token-verifier';
import { internalError, shown, unknownOperation } from './errors';
import { createLoginVerifier } from './id-token-verifier';
import type { LoginVerifier } from './login-verifier';
import { Mailbox } from './mailbox';
import type { Mail } from './mailbox';
import { operationTable } from './operation-table';
import type { OperationAccess } from './operation-table';
import { PoolDirectory } from './pool-directory';
import { startPool } from './pool-runtime';
import { seedUsers } from './seed';
import type { SeedUser } from './seed';
import { generateSigningKeys } from './signing-keys';
import type { KeySource } from './signing-keys';
import { createTriggers } from './triggers/triggers';
import type { UserPoolServices } from './user-pool-services';
import { wellKnownDocument } from './well-known';

const targetPrefix = 'AWSCognitoIdentityProviderService';

/** What user pools run on. */
export interface UserPoolsProps {
  readonly blueprint: Blueprint;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly administration: AdministrationGate;
  /** Runs the functions of triggers. */
  readonly runtime: FunctionRuntime;
  /** @default two new RSA keys a pool */
  readonly keySource?: KeySource;
}

/** The user pools of a blueprint. */
export interface UserPools {
  /** The JSON API: `X-Amz-Target: AWSCognitoIdentityProviderService.<operation>`. */
  readonly handle: RequestHandler;
  /** `GET /<pool id>/.well-known/jwks.json` and `/openid-configuration`; `undefined` for other paths. After `ready()`. */
  wellKnown(path: string): SandboxResponse | undefined;
  readonly logins: LoginVerifier;
  /** For the authorizers of APIs. After `ready()`. */
  readonly apiTokens: ApiTokenVerifier;
  /** The pools themselves. */
  readonly directory: PoolDirectory;
  /** For what else is served of the pools: their domains. */
  readonly services: Omit<UserPoolServices, 'administration'>;
  /** Adds confirmed users. Rejects with `SeedError`. */
  seed(users: readonly SeedUser[]): Promise<void>;
  /** Resolves once every pool has its signing keys. */
  ready(): Promise<void>;
  /** The latest messages that AWS would have sent, the last at the end. */
  mailbox(): readonly Mail[];
}

/** Starts the user pools of a blueprint, empty. */
export function createUserPools(props: UserPoolsProps): UserPools {
  const { blueprint, clock, ids, logger, administration, keySource = generateSigningKeys } = props;
  const triggers = { ...blueprint, runtime: props.runtime, logger };
  const pools = new PoolDirectory(
    blueprint.userPools.map((pool) =>
      startPool(pool, { clock, ids, keySource, triggers: createTriggers(pool, triggers) }),
    ),
  );
  const mailbox = new Mailbox(clock, logger);
  const services = { pools, clock, ids, logger, mailbox, administration };
  const ready = async (): Promise<void> => {
    await Promise.all(pools.runtimes.map(({ keys }) => keys.ready()));
  };
  const operate = dispatcher(services, blueprint);
  return {
    handle: async (request) => {
      await ready();
      return answer(request, operate, logger);
    },
    wellKnown: (path) => wellKnownDocument(pools, path),
    logins: createLoginVerifier(pools, clock),
    apiTokens: createApiTokenVerifier(pools, clock),
    directory: pools,
    services,
    seed: async (users) => seedUsers(users, services),
    ready,
    mailbox: () => mailbox.mails(),
  };
}

type Dispatch = (request: SandboxRequest) => unknown;

async function answer(request: SandboxRequest, operate: Dispatch, logger: Logger): Promise<SandboxResponse> {
  try {
    return jsonAnswer(request, await operate(request));
  } catch (error) {
    if (error instanceof AwsJsonError) return jsonError(request, error);
    const defect = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    logger.error('user pools failed', { requestId: request.id, defect });
    return jsonError(request, internalError('A defect of the sandbox; see the log.'));
  }
}

function dispatcher(services: UserPoolServices, { region, accountId }: Blueprint): Dispatch {
  const supported = Object.keys(operationTable);
  const operations = new Map<string, { readonly access: OperationAccess; readonly run: Operation }>(
    Object.entries(operationTable).map(([name, { access, build }]) => [name, { access, run: build(services) }]),
  );
  return (request) => {
    const name = operationName(request, targetPrefix) ?? request.header('x-amz-target') ?? '';
    const operation = operations.get(name);
    if (operation === undefined) {
      services.logger.warn('unsupported operation', { operation: shown(name), supported: supported.join(', ') });
      throw unknownOperation(name, supported);
    }
    const input = parseInput(request);
    const resource = resourceOf(operation.access, input, `arn:aws:cognito-idp:${region}:${accountId}:userpool/`);
    const caller =
      resource === undefined ? undefined : services.administration(request, `cognito-idp:${name}`, resource);
    return operation.run(input, { request, caller });
  };
}

/** The ARN that IAM is asked about; `undefined` for operations that are not signed. Asked before anything is told. */
function resourceOf(access: OperationAccess, input: unknown, poolArnPrefix: string): string | undefined {
  switch (access) {
    case 'anybody':
      return undefined;
    case 'pool-administrator': {
      const id: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'UserPoolId') : undefined;
      return poolArnPrefix + (typeof id === 'string' ? id : '*');
    }
    default:
      return '*';
  }
}
