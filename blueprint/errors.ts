/** Why a set of stacks cannot be read. Closed, so that callers and tests can tell the faults apart. */
export type BlueprintFault =
  | 'output-folder'
  | 'unsupported-block'
  | 'unsupported-resource-type'
  | 'unsupported-argument'
  | 'unsupported-value'
  | 'invalid-argument'
  | 'expression-syntax'
  | 'unsupported-function'
  | 'function-call'
  | 'unresolvable-reference'
  | 'reference-cycle'
  | 'incoherent'
  | 'missing-asset'
  | 'account';

/** Where in the synthesized stacks something stands. */
export interface Place {
  readonly stack: string;
  /** Terraform address, such as `aws_iam_role.authenticated` or `output.api_url`. */
  readonly address: string;
  readonly argument?: string;
}

/** The stacks cannot be read as written. The message names the place, what is wrong, what is allowed and what to do. */
export class BlueprintError extends Error {
  constructor(
    readonly code: BlueprintFault,
    message: string,
    readonly place?: Place,
  ) {
    super(place ? `${describe(place)}: ${message}` : message);
    this.name = 'BlueprintError';
  }
}

function describe(place: Place): string {
  const argument = place.argument === undefined ? '' : `, argument "${place.argument}"`;
  return `Stack "${place.stack}", ${place.address}${argument}`;
}

/** A value as an error shows it: JSON, cut to one readable line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

/** The folder that `cdktf synth` writes is not there, or is not what cdktf writes. */
export function unreadableOutput(file: string, problem: string): BlueprintError {
  return new BlueprintError(
    'output-folder',
    `${file} ${problem}. Expected the output folder of "cdktf synth" (manifest.json and stacks/<name>/cdk.tf.json). ` +
      'Synthesize again, or pass the folder that holds manifest.json.',
  );
}

/** A top-level block that is not read. */
export function unsupportedBlock(place: Place, supported: readonly string[]): BlueprintError {
  return new BlueprintError(
    'unsupported-block',
    `the sandbox does not model this kind of block. Supported: ${supported.join(', ')}. Take it out of the stack.`,
    place,
  );
}

/** A resource or data source type that the registry does not know. */
export function unsupportedResourceType(place: Place, type: string, supported: readonly string[]): BlueprintError {
  return new BlueprintError(
    'unsupported-resource-type',
    `the sandbox does not model "${type}". Supported: ${supported.join(', ')}. ` +
      'Leave it out of the stacks that are run here, or add the type to blueprint/resources.',
    place,
  );
}

/** An argument that is in no list of its type. */
export function unsupportedArgument(place: Place, type: string, known: readonly string[]): BlueprintError {
  return new BlueprintError(
    'unsupported-argument',
    `the sandbox does not model this argument of ${type}. Known: ${known.join(', ')}. ` +
      'Leave it out, or add it to blueprint/resources with what it does.',
    place,
  );
}

/** A known argument at a value with an effect that is not modelled. */
export function unsupportedValue(place: Place, value: unknown, accepted: string): BlueprintError {
  return new BlueprintError(
    'unsupported-value',
    `the sandbox does not model ${shown(value)} here. Accepted: ${accepted}. ` +
      'Leave the argument out where the stack is run here.',
    place,
  );
}

/** A value of the wrong type, out of range, or absent. */
export function invalidArgument(place: Place, value: unknown, allowed: string): BlueprintError {
  const problem = value === undefined ? 'is required and has no value' : `is ${shown(value)}`;
  return new BlueprintError('invalid-argument', `${problem}. Allowed: ${allowed}. Correct the stack.`, place);
}

/** A Terraform expression outside the subset that is understood. */
export function expressionSyntax(place: Place, expression: string, problem: string): BlueprintError {
  return new BlueprintError(
    'expression-syntax',
    `cannot read the expression ${shown(expression)}: ${problem}. Supported: references, literals, templates, lists, ` +
      'objects, indexes and function calls; no operators, conditionals, for, splat or template directives. ' +
      'Compute it in TypeScript, and write a literal "${" as "$${".',
    place,
  );
}

/** A Terraform function that is not understood. */
export function unsupportedFunction(place: Place, expression: string, supported: readonly string[]): BlueprintError {
  return new BlueprintError(
    'unsupported-function',
    `cannot evaluate ${shown(expression)}: the function is not supported. Supported: ${supported.join(', ')}. ` +
      'Compute it in TypeScript.',
    place,
  );
}

/** A supported function, or a template or index, given what it does not take. */
export function badOperand(place: Place, expression: string, problem: string): BlueprintError {
  return new BlueprintError(
    'function-call',
    `cannot evaluate ${shown(expression)}: ${problem}. Correct the stack.`,
    place,
  );
}

/** A reference to something that is not there. */
export function unresolvableReference(place: Place, reference: string, problem: string): BlueprintError {
  return new BlueprintError(
    'unresolvable-reference',
    `cannot resolve ${shown(reference)}: ${problem}. Correct the reference.`,
    place,
  );
}

/** References that lead back to where they began. `chain` ends with its first element. */
export function referenceCycle(chain: readonly string[]): BlueprintError {
  return new BlueprintError(
    'reference-cycle',
    `References form a cycle: ${chain.join(' -> ')}. Terraform refuses it too. Break the cycle at one of them.`,
  );
}

/** Resources that do not fit together, as AWS would find at deployment or when called. */
export function incoherent(place: Place, problem: string, remedy: string): BlueprintError {
  return new BlueprintError('incoherent', `${problem}. ${remedy}.`, place);
}

/** A file that Terraform would upload is not on disk. */
export function missingAsset(place: Place, path: string): BlueprintError {
  return new BlueprintError(
    'missing-asset',
    `${path} is not a file. Synthesize again, so that the asset is built.`,
    place,
  );
}

/** Region or account that cannot be used. */
export function badAccount(problem: string): BlueprintError {
  return new BlueprintError('account', problem);
}
