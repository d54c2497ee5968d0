import { createHash } from 'node:crypto';
import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** What a deployment is a snapshot of. A change of anything else reaches callers at once. */
const deployedTypes = new Set([
  'aws_api_gateway_authorizer',
  'aws_api_gateway_gateway_response',
  'aws_api_gateway_integration',
  'aws_api_gateway_integration_response',
  'aws_api_gateway_method',
  'aws_api_gateway_method_response',
  'aws_api_gateway_model',
  'aws_api_gateway_request_validator',
  'aws_api_gateway_resource',
  'aws_api_gateway_rest_api_policy',
]);

/** Arguments of the API itself that belong to the snapshot; its name, say, does not. */
const deployedApiArguments = new Set(['api_key_source', 'binary_media_types', 'minimum_compression_size', 'policy']);

/** Arguments that Terraform alone reads. */
const terraformsOwn = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'count', 'for_each', 'tags']);

/** All parts of an API, at or below a construct, that a deployment holds. */
export function deployedParts(api: IConstruct): TerraformResource[] {
  return api.node
    .findAll()
    .filter((part) => TerraformResource.isTerraformResource(part))
    .filter(({ terraformResourceType: type }) => deployedTypes.has(type) || type === 'aws_api_gateway_rest_api');
}

/** When any of these changes, the API has to be deployed again. */
export interface RedeploymentTriggers {
  /** Hash over every argument of every part. */
  readonly configuration: string;
  /** What the arguments refer to outside of the API, such as the ARN of a function that is replaced. */
  readonly references: string;
}

/** Reads all parts as they will be synthesized, so call it during synthesis. */
export function redeploymentTriggers(api: IConstruct): RedeploymentTriggers {
  const parts = deployedParts(api)
    .map((part) => JSON.stringify([part.terraformResourceType, sorted(argumentsOf(part))]))
    .sort();
  const references = parts
    .flatMap((part) => part.match(/\$\{[^}]+\}/g) ?? [])
    .filter((reference) => !reference.startsWith('${aws_api_gateway_'));
  return {
    configuration: createHash('sha256').update(parts.join('\n')).digest('hex'),
    references: [...new Set(references)].sort().join(' '),
  };
}

function argumentsOf(part: TerraformResource): Record<string, unknown> {
  const type = part.terraformResourceType;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(part.toTerraform(), { scope: part, resolver, preparing: false });
  const { resource } = resolved as { resource: Record<string, Record<string, object>> };
  const [all = {}] = Object.values(resource[type] ?? {});
  return Object.fromEntries(
    Object.entries(all).filter(([name]) =>
      type === 'aws_api_gateway_rest_api' ? deployedApiArguments.has(name) : !terraformsOwn.has(name),
    ),
  );
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
