import { projectTag } from '../base-stack';
import type { Action, Condition } from '../iam/policy';

/** Which part of an account deployments may touch. */
export interface DeploymentScope {
  readonly accountId: string;
  readonly region: string;
  /** Start of names, with its hyphen; may be empty. */
  readonly namePrefix: string;
  readonly stage: string;
  /** Starts of names besides `<prefix><stage>-`. */
  readonly otherNameStarts: readonly string[];
  /** S3 bucket of the Terraform state. */
  readonly stateBucket: string;
  /** Issuers of OpenID Connect that the stacks register with IAM, without `https://`. */
  readonly issuers: readonly string[];
}

/** What it takes to plan and to deploy some types of resources. */
export interface Right {
  /** What Terraform calls to see what is there. */
  readonly read: readonly Action[];
  /** What it calls besides to make, change and remove. */
  readonly write: readonly Action[];
  readonly resources: readonly [string, ...string[]] | { readonly any: string };
  /** Under which circumstances; always where absent. */
  readonly condition?: Condition;
}

/** Patterns of ARNs in the scope's account and region, one for each start of names. */
export function namedArns(
  { accountId, region, ...scope }: DeploymentScope,
  service: string,
  kind: string,
): readonly [string, ...string[]] {
  const place = service === 'iam' ? `:${accountId}` : `${region}:${accountId}`;
  const arn = (start: string): string => `arn:aws:${service}:${place}:${kind}${start}*`;
  return [arn(`${scope.namePrefix}${scope.stage}-`), ...scope.otherNameStarts.map(arn)];
}

/** The tags that all of ours have, of what exists or of a request to make it. */
export function tags(key: 'aws:ResourceTag' | 'aws:RequestTag', { stage }: DeploymentScope): Condition[string] {
  return { [`${key}/project`]: projectTag, [`${key}/stage`]: stage };
}

/** What exists, and is ours. */
export const ours = (scope: DeploymentScope): Condition => ({ StringEquals: tags('aws:ResourceTag', scope) });
