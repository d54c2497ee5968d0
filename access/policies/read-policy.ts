import type { JsonObject } from '../../blueprint/model';
import type { Located } from '../../blueprint/model/located';
import { PolicyError } from '../../iam/errors';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy, PolicySourceKind } from '../../iam/policy';
import { malformedPolicy } from '../errors';

/**
 * A policy under the name of its place: `<stack>:<Terraform address>`.
 *
 * @throws AccessError where AWS would refuse it: nothing is assumed about what it was meant to say
 */
export function readPolicy({ stack, address }: Located, document: JsonObject, kind: PolicySourceKind): NamedPolicy {
  const name = `${stack}:${address}`;
  try {
    return { name, document: parsePolicy(document, kind) };
  } catch (error) {
    throw error instanceof PolicyError ? malformedPolicy(name, error.message) : error;
  }
}
