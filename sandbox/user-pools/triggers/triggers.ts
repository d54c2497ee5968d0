import { z } from 'zod';
import type { UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import type { User } from '../user';
import { createTriggerInvoker, type AskTrigger, type TriggerServices } from './invoke-trigger';
import { readCustomization, type GroupClaims, type TokenCustomization } from './token-customization';

/** What a function may be told besides, as the caller gave it. */
export type ClientMetadata = Readonly<Record<string, string>>;

/** Why tokens are made. Closed; AWS's words. */
export type TokenSource =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

/** Whom a function is asked about. */
export interface TriggerOccasion {
  readonly user: User;
  /** `undefined` where an administrator acts without an app client. */
  readonly client: UserPoolClient | undefined;
  readonly metadata?: ClientMetadata | undefined;
}

/** An account that is about to be made. */
export interface SignUpOccasion extends TriggerOccasion {
  readonly source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser' | 'PreSignUp_ExternalProvider';
  readonly validationData?: Readonly<Record<string, string>> | undefined;
}

/** What a function says about an account to be. Cognito heeds it for `PreSignUp_SignUp` alone. */
export interface SignUpDecision {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
}

/** An account that was confirmed, or whose forgotten password was replaced. */
export interface ConfirmationOccasion extends TriggerOccasion {
  readonly source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword';
}

/** Tokens that are about to be made. */
export interface TokenOccasion extends TriggerOccasion {
  readonly source: TokenSource;
  readonly groups: GroupClaims;
  readonly scopes: readonly string[];
}

/** The functions that a pool asks. Each resolves at once where the pool has no such trigger, and throws as it refuses. */
export interface Triggers {
  preSignUp(occasion: SignUpOccasion): Promise<SignUpDecision>;
  postConfirmation(occasion: ConfirmationOccasion): Promise<void>;
  postAuthentication(occasion: TriggerOccasion): Promise<void>;
  /** `undefined`: the tokens stay as they are. */
  preTokenGeneration(occasion: TokenOccasion): Promise<TokenCustomization | undefined>;
}

const flag = z.boolean().nullish();
const decision = z.object({ autoConfirmUser: flag, autoVerifyEmail: flag, autoVerifyPhone: flag });
const anything = z.record(z.string(), z.unknown());

/** The triggers of one pool. */
export function createTriggers(pool: UserPool, services: TriggerServices): Triggers {
  const ask = createTriggerInvoker(pool, services);
  return {
    preSignUp: (occasion) => preSignUp(ask, occasion),
    postConfirmation: async (occasion) => {
      await ask('PostConfirmation', { ...subjectOf(occasion), source: occasion.source, ...plain(occasion) });
    },
    postAuthentication: async (occasion) => {
      const { request, ...rest } = plain(occasion);
      const source = 'PostAuthentication_Authentication';
      const withDevice = { ...request, newDeviceUsed: false };
      await ask('PostAuthentication', { ...subjectOf(occasion), source, ...rest, request: withDevice });
    },
    preTokenGeneration: (occasion) => preTokenGeneration(pool, ask, { occasion, services }),
  };
}

async function preSignUp(ask: AskTrigger, occasion: SignUpOccasion): Promise<SignUpDecision> {
  const answer = await ask('PreSignUp', {
    ...subjectOf(occasion),
    source: occasion.source,
    request: {
      userAttributes: Object.fromEntries(occasion.user.attributes),
      validationData: occasion.validationData ?? null,
      ...metadataOf(occasion),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    answer: decision,
  });
  return {
    autoConfirmUser: answer?.autoConfirmUser === true,
    autoVerifyEmail: answer?.autoVerifyEmail === true,
    autoVerifyPhone: answer?.autoVerifyPhone === true,
  };
}

async function preTokenGeneration(
  pool: UserPool,
  ask: AskTrigger,
  { occasion, services }: { readonly occasion: TokenOccasion; readonly services: TriggerServices },
): Promise<TokenCustomization | undefined> {
  const version = pool.triggers.find(({ kind }) => kind === 'PreTokenGeneration')?.version ?? 'V1_0';
  const { names, roles, preferredRole } = occasion.groups;
  const member = version === 'V2_0' ? 'claimsAndScopeOverrideDetails' : 'claimsOverrideDetails';
  const answer = await ask('PreTokenGeneration', {
    ...subjectOf(occasion),
    source: occasion.source,
    request: {
      userAttributes: eventAttributes(occasion.user),
      groupConfiguration: { groupsToOverride: names, iamRolesToOverride: roles, preferredRole: preferredRole ?? null },
      ...(version === 'V2_0' && { scopes: occasion.scopes }),
      ...metadataOf(occasion),
    },
    response: { [member]: null },
    answer: anything,
  });
  return answer === undefined ? undefined : readCustomization(version, answer[member], services.logger);
}

function subjectOf({ user, client }: TriggerOccasion) {
  return { userName: user.username, clientId: client?.id };
}

function plain(occasion: TriggerOccasion) {
  return {
    request: { userAttributes: eventAttributes(occasion.user), ...metadataOf(occasion) },
    response: {},
    answer: anything,
  };
}

function metadataOf({ metadata }: TriggerOccasion): Readonly<Record<string, unknown>> {
  return metadata === undefined ? {} : { clientMetadata: metadata };
}

function eventAttributes(user: User): Readonly<Record<string, string>> {
  return { sub: user.sub, 'cognito:user_status': user.status, ...Object.fromEntries(user.attributes) };
}
