import type { AllowStatement, PolicyStatement } from '../iam/policy';
import { tracingStatement } from '../lambda/lambda-defaults';
import { type DeploymentScope, namedArns, ours } from './scope';

/** The policy that is the permissions boundary of the stage's roles. */
export const boundaryName = ({ namePrefix, stage }: Pick<DeploymentScope, 'namePrefix' | 'stage'>): string =>
  `${namePrefix}${stage}-boundary`;

/** Its ARN, so that stacks can name it although another stack makes it. */
export const boundaryArn = (scope: Pick<DeploymentScope, 'accountId' | 'namePrefix' | 'stage'>): string =>
  `arn:aws:iam::${scope.accountId}:policy/${boundaryName(scope)}`;

/**
 * Denied and not only left out, because a resource's own policy allows past a boundary whom it names: the trust policy of a
 * role could name a session of another one.
 */
const ofAdministrators: PolicyStatement = {
  effect: 'Deny',
  actions: ['account:*', 'iam:*', 'organizations:*', 'sts:*'],
  resources: '*',
};

/**
 * The most that any role of the stage's stacks ever needs: of functions, and of people with credentials of an identity pool
 * or of STS. What a role really gets is in its own policy, which the boundary cannot widen.
 */
export function boundaryStatements(scope: DeploymentScope): readonly [PolicyStatement, ...PolicyStatement[]] {
  const ofRegion = (service: string, name: string): [string] => [
    `arn:aws:${service}:${scope.region}:${scope.accountId}:${name}`,
  ];
  return [
    allow(onItems, namedArns(scope, 'dynamodb', 'table/')),
    // AWS makes up the id of an API; its stage has the name of ours.
    allow(['execute-api:Invoke'], ofRegion('execute-api', `*/${scope.stage}/*`)),
    {
      ...allow(['cognito-identity:GetOpenIdTokenForDeveloperIdentity'], ofRegion('cognito-identity', 'identitypool/*')),
      condition: ours(scope),
    },
    {
      ...allow(
        ['cognito-idp:AdminLinkProviderForUser', 'cognito-idp:ListUsers'],
        ofRegion('cognito-idp', 'userpool/*'),
      ),
      condition: ours(scope),
    },
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], namedArns(scope, 'logs', 'log-group:/aws/lambda/')),
    allow(['secretsmanager:GetSecretValue'], namedArns(scope, 'secretsmanager', 'secret:')),
    tracingStatement,
    ofAdministrators,
  ];
}

const onItems = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
] as const;

const allow = (actions: AllowStatement['actions'], resources: AllowStatement['resources']): AllowStatement => ({
  effect: 'Allow',
  actions,
  resources,
});
