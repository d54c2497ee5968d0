import { type BlockType, harmless } from './block-type';

export const account: BlockType = {
  arguments: {
    cloudwatch_role_arn: harmless('lets API Gateway write logs; the log of the sandbox needs no role'),
    reset_on_delete: harmless('rules deletion'),
  },
  attributes: { id: () => 'api-gateway-account' },
};
