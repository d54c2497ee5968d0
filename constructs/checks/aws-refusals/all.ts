import type { AwsRefusal } from './model';

/** Every rule that synthesis applies. */
export const awsRefusals: readonly AwsRefusal[] = [];
