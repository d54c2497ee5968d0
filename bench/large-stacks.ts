import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from './errors';

type Element = Record<string, unknown>;

interface Synthesized {
  readonly resource: Readonly<Record<string, Record<string, Element>>>;
}

/** The elements of a route that each further route is a copy of, and its path part. */
interface Model {
  readonly stack: string;
  readonly element: string;
  readonly resource: string;
  readonly part: string;
}

const models: readonly Model[] = [
  { stack: 'notes', element: 'api-notes-GET', resource: 'api-notes', part: 'notes' },
  { stack: 'api-authorization', element: 'teamfiles-api-files-GET', resource: 'teamfiles-api-files', part: 'files' },
];

/** Copies an output folder of cdktf, with more routes: half signed, half by the policies of groups. */
export function copyEnlarged(from: string, to: string, routes: number): void {
  cpSync(from, to, { recursive: true });
  for (const model of models) {
    const file = join(to, 'stacks', model.stack, 'cdk.tf.json');
    const stack = JSON.parse(readFileSync(file, 'utf8')) as Synthesized;
    const names = Array.from({ length: routes / models.length }, (_, index) => `item${String(index)}`);
    names.forEach((name) => addRoute(stack, model, name));
    allow(stack, names);
    writeFileSync(file, JSON.stringify(stack));
  }
}

const types = ['aws_api_gateway_method', 'aws_api_gateway_integration', 'aws_lambda_permission'];

function addRoute({ resource }: Synthesized, { element, resource: path, part }: Model, name: string): void {
  const copy = (type: string, from: string, to: string): void => {
    const original = resource[type]?.[from];
    if (original === undefined) throw new BenchError(`There is no ${type}.${from} to copy.`);
    const text = JSON.stringify(original)
      .replaceAll(`.${element}.`, `.${to}.`)
      .replaceAll(`_resource.${path}.`, `_resource.${name}.`)
      .replaceAll(`/GET/${part}"`, `/GET/${name}"`)
      .replaceAll(`"path_part":"${part}"`, `"path_part":"${name}"`);
    Object.assign(resource[type] ?? {}, { [to]: JSON.parse(text) as Element });
  };
  copy('aws_api_gateway_resource', path, name);
  for (const type of types) copy(type, element, `${name}-GET`);
  for (const deployment of Object.values(resource['aws_api_gateway_deployment'] ?? {})) {
    const waits = deployment['depends_on'];
    if (Array.isArray(waits)) waits.push(...types.slice(0, 2).map((type) => `${type}.${name}-GET`));
  }
}

/** Lets in who was let in before: the role by a wildcard, as AWS bounds its size, and each group by a rule a route. */
function allow({ resource }: Synthesized, names: readonly string[]): void {
  const policy = resource['aws_iam_role_policy']?.['authenticated'];
  if (policy !== undefined) policy['policy'] = String(policy['policy']).replaceAll('/dev/GET/notes', '/dev/GET/*');
  for (const item of Object.values(resource['aws_dynamodb_table_item'] ?? {})) {
    const attributes = JSON.parse(String(item['item'])) as { policy: { S: string } };
    const rules = JSON.parse(attributes.policy.S) as object[];
    const more = names.map((name) => ({ effect: 'Allow', method: 'GET', path: `/${name}` }));
    attributes.policy.S = JSON.stringify([...rules, ...more]);
    item['item'] = JSON.stringify(attributes);
  }
}
