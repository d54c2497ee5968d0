import { UnknownTriggerEventError } from '../shared/errors';
import { federatedThrough } from '../shared/federated-identity';
import type { Logger } from '../shared/logger';
import { readUserPoolEvent, toObject } from '../shared/user-pool-event';
import type { UserPoolEvent } from '../shared/user-pool-event';
import type { FederatedGroupsConfiguration } from './environment';
import { readProviderGroups } from './read-groups';

/** What the handler needs from outside. */
export interface FederatedGroupsServices extends FederatedGroupsConfiguration {
  readonly logger: Logger;
}

/** What the handler reads of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId: string;
}

/** The user pool's event with the groups of both tokens in its answer. */
export interface TokensWithGroups extends Readonly<Record<string, unknown>> {
  readonly response: {
    readonly claimsAndScopeOverrideDetails: {
      readonly groupOverrideDetails: {
        readonly groupsToOverride: readonly string[];
        readonly iamRolesToOverride: readonly string[];
        readonly preferredRole?: string;
      };
    };
  };
}

/** A pre token generation trigger, version 2. */
export type FederatedGroupsHandler = (event: unknown, context: InvocationContext) => Promise<TokensWithGroups>;

/**
 * Adds to a user's own groups those that their identity provider names, by an explicit map. Only who can come in through
 * that provider alone gets any: an attribute that a person, or a password, could bring along proves nothing.
 *
 * @throws UnknownTriggerEventError where the pool asked something else; Cognito then issues no token
 */
export function createHandler(services: FederatedGroupsServices): FederatedGroupsHandler {
  return async (event, { awsRequestId: requestId }) => {
    const asked = readUserPoolEvent(event);
    if (toObject(event)['version'] !== '2' || !asked.source.startsWith('TokenGeneration_')) {
      throw new UnknownTriggerEventError();
    }
    const own = configured(asked);
    const gained = groupsFromProvider(asked, services);
    const groups = [...new Set([...own.groups, ...gained])];
    services.logger.info('groups-decided', { requestId, count: groups.length, reason: asked.source });
    const groupOverrideDetails = { groupsToOverride: groups, ...own.roles };
    return { ...toObject(event), response: { claimsAndScopeOverrideDetails: { groupOverrideDetails } } };
  };
}

/** Roles as they were: an answer that left them out would take them away. */
function configured({ request }: UserPoolEvent) {
  const { groupsToOverride, iamRolesToOverride, preferredRole } = toObject(request['groupConfiguration']);
  return {
    groups: texts(groupsToOverride),
    roles: {
      iamRolesToOverride: texts(iamRolesToOverride),
      ...(typeof preferredRole === 'string' ? { preferredRole } : {}),
    },
  };
}

function groupsFromProvider(
  asked: UserPoolEvent,
  { groupsByProvider, groupsAttribute }: FederatedGroupsConfiguration,
): readonly string[] {
  const known = groupsByProvider.get(federatedThrough(asked) ?? '');
  return known === undefined
    ? []
    : readProviderGroups(asked.attributes[groupsAttribute])
        .map((group) => known.get(group))
        .filter((group) => group !== undefined);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}
