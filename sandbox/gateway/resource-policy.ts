import type { RestApi } from '../../blueprint/model';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy } from '../credentials/caller';

const parsed = new WeakMap<RestApi, readonly NamedPolicy[]>();

/** The resource policy of an API, or nothing. Raises iam's error where it is not understood. */
export function resourcePoliciesOf(api: RestApi): readonly NamedPolicy[] {
  if (api.resourcePolicy === undefined) return [];
  const known = parsed.get(api);
  if (known !== undefined) return known;
  const document = parsePolicy(api.resourcePolicy, 'resource');
  const policies = [{ name: `${api.stack}:${api.address}`, document }];
  parsed.set(api, policies);
  return policies;
}
