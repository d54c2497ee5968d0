import type { AuthFlow } from '../../../blueprint/model/user-pools';
import {
  customAuthNotConfigured,
  flowNotEnabled,
  flowNotOfThisOperation,
  missingParameter,
  notModelled,
} from '../errors';
import type { ClientOfPool } from '../pool-directory';
import { checkSecretHash } from '../secret-hash';
import type { ClientMetadata } from '../triggers/triggers';
import type { UserPoolServices } from '../user-pool-services';
import type { Attempt } from './attempt';
import { finishSignIn } from './finish-sign-in';
import type { SignInAnswer } from './finish-sign-in';
import { provePassword } from './password-sign-in';
import { refresh } from './refresh';
import { startSrp } from './srp-sign-in';

/** All values of `AuthFlow` that AWS knows. */
export const authFlows = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const;

/** First step of a sign-in. */
export interface Initiation extends ClientOfPool {
  readonly flow: (typeof authFlows)[number];
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether an administrator asks, with signed requests; some flows are theirs alone, and some texts differ. */
  readonly byAdministrator: boolean;
  readonly metadata?: ClientMetadata | undefined;
}

type Services = Pick<UserPoolServices, 'clock' | 'ids'>;

/** Runs the flow if the client has it and the caller may use it. */
export async function initiateSignIn(initiation: Initiation, services: Services): Promise<SignInAnswer> {
  const { flow, byAdministrator } = initiation;
  switch (flow) {
    case 'USER_SRP_AUTH':
      requireFlow(initiation, 'ALLOW_USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.');
      return bySrp(initiation, services);
    case 'USER_PASSWORD_AUTH':
      if (byAdministrator) throw flowNotOfThisOperation();
      requireFlow(initiation, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client');
      return byPassword(initiation, services);
    case 'ADMIN_NO_SRP_AUTH':
    case 'ADMIN_USER_PASSWORD_AUTH':
      if (!byAdministrator) throw flowNotOfThisOperation();
      requireFlow(initiation, 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'Auth flow not enabled for this client');
      return byPassword(initiation, services);
    case 'REFRESH_TOKEN':
    case 'REFRESH_TOKEN_AUTH':
      requireFlow(initiation, 'ALLOW_REFRESH_TOKEN_AUTH', 'Auth flow not enabled for this client');
      return byRefreshToken(initiation, services);
    case 'CUSTOM_AUTH':
      requireFlow(initiation, 'ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.');
      throw customAuthNotConfigured();
    default:
      throw notModelled(`The flow ${flow}`, authFlows.slice(0, -1));
  }
}

function requireFlow({ client, byAdministrator }: Initiation, flow: AuthFlow, otherwise: string): void {
  if (client.authFlows.has(flow)) return;
  throw flowNotEnabled(byAdministrator ? 'Auth flow not enabled for this client' : otherwise);
}

async function byPassword(initiation: Initiation, services: Services): Promise<SignInAnswer> {
  const password = parameter(initiation, 'PASSWORD');
  const attempt = attemptOf(initiation);
  const { runtime, client } = attempt;
  const user = provePassword(attempt, password);
  return finishSignIn({ runtime, client, user, factors: 'password', metadata: initiation.metadata }, services);
}

function bySrp(initiation: Initiation, services: Services): SignInAnswer {
  const publicValue = parameter(initiation, 'SRP_A');
  return startSrp(attemptOf(initiation), publicValue, services);
}

async function byRefreshToken(initiation: Initiation, services: Services): Promise<SignInAnswer> {
  const refreshToken = parameter(initiation, 'REFRESH_TOKEN');
  const { parameters, metadata } = initiation;
  const { tokens } = await refresh(
    initiation,
    {
      refreshToken,
      metadata,
      check: (user) => checkSecretHash(initiation.client, user.username, parameters['SECRET_HASH']),
    },
    services,
  );
  return { ChallengeParameters: {}, AuthenticationResult: tokens };
}

function attemptOf(initiation: Initiation): Attempt {
  const { runtime, client, parameters } = initiation;
  const name = parameter(initiation, 'USERNAME');
  checkSecretHash(client, name, parameters['SECRET_HASH']);
  return { runtime, client, name };
}

function parameter({ parameters }: Initiation, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}
