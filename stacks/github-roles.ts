import type { Construct } from 'constructs';
import { BaseStack } from '../constructs/base-stack';
import type { DeploymentScope } from '../constructs/deployment/scope';
import { boundaryArn, boundaryName, boundaryStatements } from '../constructs/deployment/role-boundary';
import { deployStatements, planStatements } from '../constructs/deployment/statements';
import { ManagedPolicy } from '../constructs/iam/managed-policy';
import { OpenIdConnectProvider } from '../constructs/iam/open-id-connect-provider';
import type { TrustStatement } from '../constructs/iam/policy';
import { Role } from '../constructs/iam/role';
import type { DeploymentSettings, Settings } from '../settings';

/** Settings, and who deploys. */
export interface GithubRolesProps extends Settings {
  readonly stateBucket: string;
  readonly deployment: DeploymentSettings;
}

/** Who signs the tokens of GitHub Actions, and for whom AWS's own action asks for them. */
const github = { host: 'token.actions.githubusercontent.com', audience: 'sts.amazonaws.com' } as const;

/**
 * Roles for GitHub Actions, without keys that could be stolen. `plan` reads, for pull requests and for the branch that is
 * deployed; `deploy` changes what the stacks of this stage hold, for approved jobs of one environment alone, and makes no
 * role that could do more than the permissions boundary.
 */
export class GithubRolesStack extends BaseStack {
  constructor(scope: Construct, id: string, props: GithubRolesProps) {
    super(scope, id, props);
    const { namePrefix, stage, deployment, stateBucket, region } = props;
    const provider = this.#provider(deployment);
    const { repository, branch, environment } = deployment;
    const names = { plan: `${namePrefix}${stage}-github-plan`, deploy: `${namePrefix}${stage}-github-deploy` };
    const rights = this.#scope(props);
    const boundary = new ManagedPolicy(this, 'boundary', {
      name: boundaryName(props),
      description: 'The most that a role of the stage can do',
      statements: boundaryStatements(rights),
    });
    const plan = new Role(this, 'plan', {
      name: names.plan,
      trust: trust(provider, [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/${branch}`]),
      policyName: 'plan',
      statements: planStatements(rights),
    });
    const deploy = new Role(this, 'deploy', {
      name: names.deploy,
      trust: trust(provider, [`repo:${repository}:environment:${environment}`]),
      policyName: 'deploy',
      statements: deployStatements(rights, [
        `arn:aws:iam::${this.accountId}:role/${names.plan}`,
        `arn:aws:iam::${this.accountId}:role/${names.deploy}`,
        `arn:aws:iam::${this.accountId}:oidc-provider/${github.host}`,
        boundaryArn(rights),
        `arn:aws:s3:::${stateBucket}/${namePrefix}${stage}/${region}/${id}.tfstate*`,
      ]),
    });
    this.addOutputs({
      deploy_role_arn: deploy.arn,
      permissions_boundary_arn: boundary.arn,
      plan_role_arn: plan.arn,
      region,
    });
  }

  /** ARN of the identity provider; an account can have one of each issuer. */
  #provider({ provider }: DeploymentSettings): string {
    return provider === 'existing'
      ? `arn:aws:iam::${this.accountId}:oidc-provider/${github.host}`
      : new OpenIdConnectProvider(this, 'github', { issuer: `https://${github.host}`, clientIds: [github.audience] })
          .arn;
  }

  #scope({ namePrefix, stage, region, stateBucket, petStore }: GithubRolesProps): DeploymentScope {
    return {
      accountId: this.accountId,
      region,
      namePrefix,
      stage,
      otherNameStarts: [`${namePrefix}aws-lambda-lab-${stage}-`],
      stateBucket,
      issuers: petStore.openIdConnect === undefined ? [] : [petStore.openIdConnect.issuer.replace('https://', '')],
    };
  }
}

/** Each subject is compared whole: a pattern would let in what somebody names to fit it. */
function trust(provider: string, subjects: readonly string[]): TrustStatement {
  return {
    principal: { Federated: provider },
    action: 'sts:AssumeRoleWithWebIdentity',
    condition: { StringEquals: { [`${github.host}:aud`]: github.audience, [`${github.host}:sub`]: subjects } },
  };
}
