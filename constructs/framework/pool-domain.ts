import type { Construct } from 'constructs';
import { baseStackOf } from '../base-stack';
import { UserPoolDomain, type UserPool } from '../cognito/user-directory';
import type { CommonProps } from './protected-api-props';

/** What the name of a pool's domain is made of. */
export interface DomainNames extends Pick<CommonProps, 'name' | 'stage' | 'namePrefix' | 'region'> {
  /** Start of the domain; where absent the account id makes it unique. */
  readonly domainPrefix?: string | undefined;
  readonly userPool: UserPool;
}

/** The domain where machines get tokens and people sign in. */
export function addDomain(api: Construct, names: DomainNames): UserPoolDomain {
  const { name, stage, namePrefix, domainPrefix: chosen, region, userPool } = names;
  const prefix =
    chosen === undefined ? `${namePrefix}${name}-${stage}-${baseStackOf(api).accountId}` : `${chosen}-${name}-${stage}`;
  return new UserPoolDomain(api, 'domain', { prefix, userPool, region });
}
