import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import type { ResolvedResource } from '../resolved-stack';
import { hasReference, isUnknown, textAt, textsAt } from '../terraform-values';
import type { Judge } from './judges';
import { first } from './judges';

/** Where a resource is made: its own region, or that of the stack's provider. `undefined` where only Terraform will know. */
export function regionOf({ args, construct }: ResolvedResource): string | undefined {
  if (isUnknown(args, 'region')) return undefined;
  const own = textAt(args, 'region');
  if (own !== undefined) return own;
  // One that names a provider is not the default one's.
  if (construct === undefined || args['provider'] !== undefined) return undefined;
  const provider = TerraformStack.of(construct)
    .node.findAll()
    .find((one) => one instanceof AwsProvider && one.alias === undefined);
  const region = provider instanceof AwsProvider ? provider.region : undefined;
  return hasReference(region) ? undefined : region;
}

/** The region that an ARN names; `undefined` where it names none. */
export function regionIn(arn: string): string | undefined {
  const region = arn.startsWith('arn:') ? arn.split(':')[3] : undefined;
  return region === '' ? undefined : region;
}

/** Every known ARN names the region of the resource, or none. */
export function inOwnRegion(at?: string | readonly string[]): Judge {
  return (args, argument, { self }) => {
    const arns = [at ?? argument].flat().flatMap((path) => textsAt(args, path));
    const elsewhere = arns.filter((arn) => regionIn(arn) !== undefined);
    // The provider is looked for only where there is something to compare.
    const own = elsewhere.length === 0 ? undefined : regionOf(self);
    return own === undefined ? undefined : first(elsewhere.filter((arn) => regionIn(arn) !== own));
  };
}

/** The partition of a region: a group of regions that shares no ARN with others. */
export function partitionOf(region: string): string | undefined {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  // Regions of the isolated partitions and of the European sovereign cloud have names of other shapes.
  return /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d$/.test(
    region,
  )
    ? 'aws'
    : undefined;
}
