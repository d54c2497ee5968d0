import { incoherent } from '../errors';
import type { LambdaFunction } from '../model';
import type { Block } from '../resources/block-type';
import { invokeArn } from '../resources/lambda';

/** The ARN of the function that API Gateway would call by an argument, such as the `uri` of an integration. */
export function invokedFunction(block: Block, argument: string, functions: readonly LambdaFunction[]): string {
  const uri = block.arguments.string(argument);
  const found = functions.find(({ arn }) => invokeArn(block.account.region, arn) === uri);
  if (found !== undefined) return found.arn;
  throw incoherent(
    block.arguments.at(argument),
    `${JSON.stringify(uri)} invokes no function of these stacks`,
    'Use the invoke_arn of a function that is synthesized with them',
  );
}
