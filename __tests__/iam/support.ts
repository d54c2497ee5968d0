import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { AccessRequest, Decision, Principal } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { evaluateTrust } from '../../iam/evaluate-trust';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy, PolicySourceKind } from '../../iam/policy';

/** The account of every example. */
export const account = '123456789012';

const named: Readonly<Record<string, Principal>> = {
  session: {
    kind: 'aws',
    accountId: account,
    arns: [
      `arn:aws:sts::${account}:assumed-role/authenticated/CognitoIdentityCredentials`,
      `arn:aws:iam::${account}:role/authenticated`,
    ],
  },
  user: { kind: 'aws', accountId: account, arns: [`arn:aws:iam::${account}:user/alice`] },
  stranger: { kind: 'aws', accountId: '999999999999', arns: ['arn:aws:iam::999999999999:user/mallory'] },
  cognito: { kind: 'federated', provider: 'cognito-identity.amazonaws.com' },
  saml: { kind: 'federated', provider: `arn:aws:iam::${account}:saml-provider/corporate` },
  apigateway: { kind: 'service', service: 'apigateway.amazonaws.com' },
  lambda: { kind: 'service', service: 'lambda.amazonaws.com' },
  anonymous: { kind: 'anonymous' },
};

/** A principal by its name in the case files. */
export function principal(name: string): Principal {
  const found = named[name];
  if (found === undefined) throw new TypeError(`No principal is named ${name}: ${Object.keys(named).join(', ')}.`);
  return found;
}

/** A document, a statement of a 2012 document, or the name of a document of the file. */
export type PolicyText = string | Readonly<Record<string, unknown>>;

/** Parses policies as they stand in a case; they are named by their position. */
export function policies(
  texts: readonly PolicyText[],
  kind: PolicySourceKind,
  documents: Readonly<Record<string, unknown>> = {},
): NamedPolicy[] {
  return texts.map((text, index) => {
    const value = typeof text === 'string' ? documents[text] : text;
    const isDocument = typeof value === 'object' && value !== null && 'Statement' in value;
    const json = isDocument ? value : { Version: '2012-10-17', Statement: value };
    return { name: `${kind}-${index}`, document: parsePolicy(json, kind) };
  });
}

/** What a case gives; everything but the name may come from the file's defaults. */
export interface Given {
  readonly identity?: readonly PolicyText[];
  readonly resource?: readonly PolicyText[];
  readonly session?: readonly PolicyText[];
  readonly boundary?: PolicyText;
  readonly trust?: PolicyText;
  readonly sameAccount?: boolean;
  readonly principal?: string;
  readonly action?: string;
  readonly on?: string;
  readonly context?: AccessRequest['context'];
}

/** Decides a case. */
export function decide(given: Given, documents: Readonly<Record<string, unknown>> = {}): Decision {
  const request: AccessRequest = {
    principal: principal(given.principal ?? 'session'),
    action: given.action ?? 'execute-api:Invoke',
    resource: given.on ?? '*',
    context: given.context ?? {},
  };
  if (given.trust !== undefined) {
    const [policy] = policies([given.trust], 'trust', documents);
    if (policy === undefined) throw new TypeError('A trust case needs a policy.');
    return evaluateTrust({ ...request, policy });
  }
  return evaluate({
    request,
    identityPolicies: policies(given.identity ?? [], 'identity', documents),
    ...(given.resource && { resourcePolicies: policies(given.resource, 'resource', documents) }),
    ...(given.boundary && { permissionsBoundary: policies([given.boundary], 'boundary', documents)[0] }),
    ...(given.session && { sessionPolicies: policies(given.session, 'session', documents) }),
    ...(given.sameAccount !== undefined && { sameAccount: given.sameAccount }),
  });
}

/** Every JSON file of a folder beside this one, by its name. */
export function jsonFiles(folder: string): { readonly file: string; readonly json: unknown }[] {
  const path = join(__dirname, folder);
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, json: JSON.parse(readFileSync(join(path, file), 'utf8')) as unknown }));
}
