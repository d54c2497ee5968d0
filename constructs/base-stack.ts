import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  LocalBackend,
  S3Backend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
} from 'cdktf';
import type { Construct, Node } from 'constructs';
import { addressCollision, notInBaseStack, unusableAddress } from './errors';

/** What every stack is told. */
export interface BaseStackProps {
  readonly stage: string;
  readonly region: string;
  /** Start of names, with its hyphen; may be empty. */
  readonly namePrefix: string;
  /**
   * S3 bucket of the Terraform state.
   *
   * @default a local file beside the output folder
   */
  readonly stateBucket?: string | undefined;
}

/** The tag `project` of all that is made. */
export const projectTag = 'api-auth-aws-cdktf';

/** Takes the place of the stage where something is of the account, whichever stage it was deployed for. */
export function accountWide<Props extends BaseStackProps>(props: Props): Props {
  return { ...props, stage: 'account' };
}

/**
 * Typed against 6.x and applied with 5.100 in tests, so no stack uses an argument that only one of the two knows.
 */
const providerVersions = '>= 5.100.0, < 7.0.0';

/** The first release with a lock file in S3. */
const terraformVersions = '>= 1.10.0';

/**
 * A child with such an id has the address of its parent: `Resource` is what a construct mainly is, `Resource-<role>` a
 * companion of another type under the same name.
 */
const ownerNamed = /^Resource(?:-[a-z-]+)?$/;

/**
 * A stack whose Terraform addresses are a function of the construct ids alone: `a/b/Resource` becomes `a-b`. A changed
 * address replaces a user pool and loses its users, so no hash and no file layout takes part.
 */
export class BaseStack extends TerraformStack {
  readonly #paths = new Map<string, string>();
  #callerIdentity: DataAwsCallerIdentity | undefined;

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: props.region, defaultTags: [{ tags: tagsOf(id, props) }] });
    this.addOverride('terraform.required_providers.aws.version', providerVersions);
    this.addOverride('terraform.required_version', terraformVersions);
    addBackend(this, props);
  }

  /** The account that is deployed to, by reference. */
  get accountId(): string {
    this.#callerIdentity ??= new DataAwsCallerIdentity(this, 'current');
    return this.#callerIdentity.accountId;
  }

  /** The contract with whoever uses the stack; the names stay as they are written. */
  addOutputs(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) {
      new TerraformOutput(this, name, { value, staticId: true });
    }
  }

  /**
   * Not sensitive, as cdktf would have it: Terraform then hides all that depends on the output, and the plan of an
   * authorizer or a policy would show a reviewer nothing. A value that is sensitive itself makes Terraform fail.
   */
  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    const output = super.registerOutgoingCrossStackReference(identifier);
    output.sensitive = false;
    return output;
  }

  /** @throws AddressCollisionError when two constructs claim one address */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const id = ids
      .filter((part) => !ownerNamed.test(part))
      .join('-')
      .replace(/[{}+]/g, '')
      .replace(/[^A-Za-z0-9_-]/g, '_');
    if (!/^[A-Za-z_]/.test(id)) {
      throw unusableAddress(node.path, id);
    }
    this.#claim(`${kindOf(element)}.${id}`, node.path);
    return id;
  }

  #claim(address: string, path: string): void {
    const owner = this.#paths.get(address);
    if (owner !== undefined && owner !== path) {
      throw addressCollision(address, owner, path);
    }
    this.#paths.set(address, path);
  }
}

/**
 * The stack of a construct.
 *
 * @throws InvalidPropsError when it is no BaseStack
 */
export function baseStackOf(construct: Construct): BaseStack {
  const stack = TerraformStack.of(construct);
  if (!(stack instanceof BaseStack)) {
    throw notInBaseStack(construct.node.path);
  }
  return stack;
}

function kindOf(element: TerraformElement | Node): string {
  if (TerraformResource.isTerraformResource(element)) {
    return element.terraformResourceType;
  }
  if (TerraformDataSource.isTerraformDataSource(element)) {
    return `data.${element.terraformResourceType}`;
  }
  return TerraformOutput.isTerraformOutput(element) ? 'output' : element.constructor.name;
}

function tagsOf(stack: string, props: BaseStackProps): Record<string, string> {
  return { project: projectTag, stack, stage: props.stage };
}

/**
 * Stage, prefix and region are part of where the state lies: a second stage with the state of the first would replace
 * all of it. The local path is relative to `<output>/stacks/<stack>`, where Terraform runs, and so the same everywhere.
 */
function addBackend(stack: TerraformStack, props: BaseStackProps): void {
  const { stage, region, namePrefix, stateBucket } = props;
  const name = stack.node.id;
  if (stateBucket === undefined) {
    new LocalBackend(stack, { path: `../../../terraform.${namePrefix}${stage}.${region}.${name}.tfstate` });
    return;
  }
  const key = `${namePrefix}${stage}/${region}/${name}.tfstate`;
  const backend = new S3Backend(stack, { bucket: stateBucket, key, region, encrypt: true });
  // Terraform's own lock file in the bucket; the typed props of the backend do not know it yet.
  backend.addOverride('use_lockfile', true);
}
