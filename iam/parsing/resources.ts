import type { PolicyFault } from '../errors';
import { PolicyError } from '../errors';
import type { Clause, PolicySourceKind } from '../policy';
import { arnParts, splitArn } from '../variables';
import type { JsonMembers } from './json';
import { oneOf, textList } from './json';

/** `Resource` or `NotResource` of a statement: needed everywhere but in trust policies, where it is forbidden. */
export function parseResources(members: JsonMembers, place: string, kind: PolicySourceKind): Clause | undefined {
  const found = oneOf(members, ['Resource', 'NotResource'], place);
  if (kind === 'trust') {
    if (found === undefined) return undefined;
    throw new PolicyError('trust-resource', {
      place: `${place}.${found.name}`,
      found: found.value,
      allowed: 'no resource; a trust policy is about its own role',
    });
  }
  if (found === undefined) {
    throw new PolicyError('resource-required', {
      place: `${place}.Resource`,
      found,
      allowed: 'an ARN, a list of ARNs or *',
    });
  }
  const at = `${place}.${found.name}`;
  const patterns = textList(found.value, at, 'resource-required');
  for (const pattern of patterns) checkResource(pattern, at);
  return { negated: found.negated, patterns };
}

function checkResource(resource: string, place: string): void {
  if (resource === '*') return;
  const fault = faultOf(resource);
  if (fault === undefined) return;
  throw new PolicyError(fault.code, { place, found: resource, allowed: fault.allowed });
}

function faultOf(resource: string): { readonly code: PolicyFault; readonly allowed: string } | undefined {
  if (!resource.startsWith('arn:')) {
    return {
      code: 'resource-format',
      allowed: '* or a full ARN; a shorthand that only one service expands is not read',
    };
  }
  const parts = splitArn(resource);
  if (parts.length < arnParts) {
    return {
      code: 'resource-parts',
      allowed: 'an ARN of six parts: arn:<partition>:<service>:<region>:<account>:<resource>',
    };
  }
  const [, , service = '', region = '', account = '', name = ''] = parts;
  if (service === '' || /[*?]/.test(service)) {
    return { code: 'resource-vendor-wildcard', allowed: 'a service name without wildcards' };
  }
  const isBucket = service === 's3' && !name.includes('/');
  const isGlobal = service === 'iam' || service === 'route53' || isBucket;
  if (isGlobal && isLiteral(region))
    return { code: 'resource-region', allowed: `no region: ${service} is not regional here` };
  if (isBucket && isLiteral(account))
    return { code: 'resource-account', allowed: 'no account: the name of a bucket is unique' };
  return undefined;
}

function isLiteral(part: string): boolean {
  return part !== '' && !/[*?$]/.test(part);
}
