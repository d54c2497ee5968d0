import { isDeclaredUnseen } from './declared-unseen';
import type { Fault } from './fault';
import { show } from './fault';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';

/** Types that make resources of a text that is not Terraform's, with the argument that holds it. */
const templates: Readonly<Record<string, string>> = {
  aws_cloudcontrolapi_resource: 'desired_state',
  aws_cloudformation_stack: 'template_body',
  aws_cloudformation_stack_set: 'template_body',
  aws_serverlessapplicationrepository_cloudformation_stack: 'application_id',
};

/** What could open anything, and can be read by no check: modules, templates, commands, another provider of AWS. */
export function findUnseenResources(stack: ResolvedStack): readonly Fault[] {
  return [
    ...(stack.modules ?? []).map((one) => ({ one, argument: 'source' })),
    // A program that Terraform runs to look something up.
    ...stack.dataSources.filter(({ type }) => type === 'external').map((one) => ({ one, argument: 'program' })),
    ...stack.resources.flatMap((one) => {
      const argument = unseenIn(one);
      return argument === undefined ? [] : [{ one, argument }];
    }),
  ]
    .filter(({ one }) => !isDeclaredUnseen(one.construct))
    .map(({ one, argument }) => ({
      stack: stack.name,
      address: one.address,
      id: 'unseen-resource',
      argument,
      value: show(one.args[argument]),
      rule: 'What it makes is written where no check reads it, so nobody can say whom it lets in.',
      whatToDo: 'Write it as resources of the AWS provider, or call declareUnseen(construct, reason) after a review.',
    }));
}

function unseenIn({ type, args }: ResolvedResource): string | undefined {
  if (args['provisioner'] !== undefined) {
    return 'provisioner';
  }
  return type.startsWith('awscc_') ? 'policy' : templates[type];
}
