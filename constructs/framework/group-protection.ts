import { Construct } from 'constructs';
import { NodeFunction } from '../lambda/node-function';
import { UserGroup } from '../cognito/user-group';
import { GroupPolicies } from './group-policies';
import type { Protection, UnprotectedApi } from './protection';
import type { GroupAuthorizationProps } from './protected-api-props';

/** What the authorizer's function reads: `environment.ts` beside its handler. */
export interface GroupAuthorizerVariables {
  readonly policiesTable: string;
  /** JSON list. */
  readonly issuers: string;
}

/**
 * Has a function check the tokens and look up what the groups of the user may do. It may read the table of policies and
 * nothing else; API Gateway refuses whom it does not allow, and everybody while it fails.
 */
export function protectByGroup(api: UnprotectedApi, props: GroupAuthorizationProps): Protection {
  const { restApi, userPool } = api;
  const { groups, routes, production: protect } = props;
  const { table } = new GroupPolicies(api, 'policies', { name: `${restApi.name}-policies`, groups, routes, protect });
  const members = new Construct(api, 'groups');
  for (const [name, { description }] of Object.entries(groups)) {
    new UserGroup(members, name, { name, description, userPool });
  }
  const handler = new NodeFunction<GroupAuthorizerVariables>(api, 'authorizer', {
    name: `${restApi.name}-authorizer`,
    entry: 'functions/group-authorizer/index.ts',
    environment: { policiesTable: table.name, issuers: trustedIssuers(api, props) },
    statements: [{ effect: 'Allow', actions: ['dynamodb:BatchGetItem'], resources: [table.arn] }],
    logRetentionDays: props.logRetentionDays,
  });
  const authorizer = restApi.addLambdaAuthorizer('authorizer', {
    name: handler.name,
    handler,
    ...(props.resultCacheSeconds === undefined ? {} : { resultCacheSeconds: props.resultCacheSeconds }),
  });
  for (const route of routes) {
    restApi.addRoute({ ...route, authorization: { kind: 'lambda', authorizer } });
  }
  return { authorizer: handler, outputs: { policies_table: table.name } };
}

/** As a list, because the function takes tokens of several; the pool of the API is always the first. */
function trustedIssuers(
  { userPool, userClient, browserClient }: UnprotectedApi,
  props: GroupAuthorizationProps,
): string {
  const issuer = `https://${userPool.endpoint}`;
  return JSON.stringify([
    {
      issuer,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      groupsClaim: 'cognito:groups',
      tokenUse: 'access',
      clientIds: [userClient.id, ...(browserClient === undefined ? [] : [browserClient.id])],
    },
    ...(props.otherIssuers ?? []),
  ]);
}
