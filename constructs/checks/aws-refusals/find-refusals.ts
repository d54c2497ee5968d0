import type { Fault } from '../fault';
import type { ResolvedStack } from '../resolved-stack';
import type { AwsRefusal } from './model';

/** Everything in a stack that AWS would refuse, by the rules given. */
export function findRefusals(stack: ResolvedStack, refusals: readonly AwsRefusal[]): readonly Fault[] {
  return stack.resources.flatMap((self) =>
    refusals
      .filter(({ resourceType }) => resourceType === self.type)
      .flatMap(({ id, argument, rule, whatToDo, check }) => {
        const value = check(self.args, { self, stack });
        return value === undefined
          ? []
          : [
              {
                stack: stack.name,
                address: self.address,
                id,
                argument,
                value,
                rule: `refused at deployment, because ${rule}`,
                whatToDo,
              },
            ];
      }),
  );
}
