import { methods } from './group-rule';
import type { GroupRule } from './group-rule';
import type { ApiStage } from './method-arn';
import type { VerifiedToken } from './verify-token';

/** One statement of the returned policy. */
export interface GatewayStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: 'execute-api:Invoke';
  readonly Resource: readonly string[];
}

/** What API Gateway is told. It keeps this for the token, and evaluates it for each request that comes with it. */
export interface GatewayDecision {
  /** `sub` of the token. */
  readonly principalId: string;
  readonly policyDocument: { readonly Version: '2012-10-17'; readonly Statement: readonly GatewayStatement[] };
  /** What the service is told. Each value is text. */
  readonly context: GatewayContext;
}

/** A type instead of an interface, because API Gateway takes any names. */
export type GatewayContext = {
  readonly sub: string;
  /** Empty for a machine. */
  readonly username: string;
  /** A JSON list: a group's name may hold a comma, so that joined names could be read as other groups. */
  readonly groups: string;
  /** Separated by spaces. */
  readonly scope: string;
};

/**
 * The policy of one token for the whole stage. It never depends on the method that was asked for, because API Gateway uses
 * it for the next ones too. Without a rule that allows anything, it denies everything.
 */
export function decide(token: VerifiedToken, rules: readonly GroupRule[], stage: ApiStage): GatewayDecision {
  const allowed = resourcesOf('Allow', rules, stage);
  const denied = allowed.length === 0 ? [`${stage.arn}/*`] : resourcesOf('Deny', rules, stage);
  return {
    principalId: token.subject,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [...statement('Allow', allowed), ...statement('Deny', denied)],
    },
    context: {
      sub: token.subject,
      username: token.username,
      groups: JSON.stringify(token.groups),
      scope: token.scope,
    },
  };
}

function statement(Effect: 'Allow' | 'Deny', Resource: readonly string[]): readonly GatewayStatement[] {
  return Resource.length === 0 ? [] : [{ Effect, Action: 'execute-api:Invoke', Resource }];
}

function resourcesOf(effect: 'Allow' | 'Deny', rules: readonly GroupRule[], { arn }: ApiStage): readonly string[] {
  const resources = rules
    .filter((rule) => rule.effect === effect)
    .flatMap(({ method, path }) =>
      // Written out, because `*` in place of the method would match `GET/other` as well.
      (method === '*' ? methods : [method]).flatMap((each) =>
        pathsOf(effect, path).map((resource) => `${arn}/${each}${resource}`),
      ),
    );
  return [...new Set(resources)].sort();
}

/** API Gateway routes `/files/` as `/files`, so what is denied is denied with the slash too. */
function pathsOf(effect: 'Allow' | 'Deny', path: string): readonly string[] {
  const pattern = path.replace(/\{[^}]*\}/g, '*');
  return effect === 'Deny' && !pattern.endsWith('/') ? [pattern, `${pattern}/`] : [pattern];
}
