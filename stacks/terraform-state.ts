import type { Construct } from 'constructs';
import { accountWide, BaseStack } from '../constructs/base-stack';
import { PrivateBucket } from '../constructs/s3/private-bucket';
import type { Settings } from '../settings';

/**
 * The bucket for the Terraform state of all stacks and stages of an account. Its own state is a local file until it is
 * there, and is moved into it then.
 */
export class TerraformStateStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, accountWide(settings));
    const { namePrefix, region, stateBucket } = settings;
    const bucket = new PrivateBucket(this, 'state', {
      // The same text before and after the state is moved, so that the name does not change.
      name: stateBucket ?? `${namePrefix}terraform-state-${this.accountId}-${region}`,
    });
    this.addOutputs({ region, state_bucket: bucket.name });
  }
}
