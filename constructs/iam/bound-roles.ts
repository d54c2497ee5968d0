import { Aspects, TerraformResource, type TerraformStack } from 'cdktf';

/**
 * Gives every role of a stack a permissions boundary, whichever construct makes it: the most that the policies of the role
 * can give.
 *
 * @param boundaryArn ARN of a policy
 */
export function boundRoles(stack: TerraformStack, boundaryArn: string): void {
  Aspects.of(stack).add({
    visit: (node) => {
      if (TerraformResource.isTerraformResource(node) && node.terraformResourceType === 'aws_iam_role') {
        node.addOverride('permissions_boundary', boundaryArn);
      }
    },
  });
}
