import { CognitoResourceServer } from '@cdktf/provider-aws/lib/cognito-resource-server';
import { Construct } from 'constructs';
import type { UserPool } from './user-directory';

/** Props of {@link ResourceServer}. */
export interface ResourceServerProps<Scope extends string> {
  /** Begins the full name of each scope. */
  readonly identifier: string;
  readonly name: string;
  readonly userPool: UserPool;
  /** What each scope allows, by its short name; at most 100. */
  readonly scopes: Readonly<Record<Scope, string>>;
}

/** An API as a user pool knows it, with the scopes that tokens for it may carry. */
export class ResourceServer<Scope extends string> extends Construct {
  /** By reference: what uses it waits until the scopes exist. */
  readonly identifier: string;

  constructor(scope: Construct, id: string, props: ResourceServerProps<Scope>) {
    super(scope, id);
    const resource = new CognitoResourceServer(this, 'Resource', {
      identifier: props.identifier,
      name: props.name,
      userPoolId: props.userPool.id,
      scope: Object.entries<string>(props.scopes).map(([scopeName, scopeDescription]) => ({
        scopeName,
        scopeDescription,
      })),
    });
    this.identifier = resource.identifier;
  }

  /** The full name of a scope, as a token carries it: `<identifier>/<scope>`. */
  scope(name: Scope): string {
    return `${this.identifier}/${name}`;
  }
}
