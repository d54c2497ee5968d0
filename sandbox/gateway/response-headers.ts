import type { SandboxRequest } from '../http/message';

/** What identifies an answer. */
export interface AnswerIds {
  readonly request: Pick<SandboxRequest, 'id'>;
  /** Goes out as `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
}

/** What every answer of API Gateway carries. */
export const commonHeaders = ({ request, extendedRequestId }: AnswerIds): Readonly<Record<string, string>> => ({
  'x-amzn-RequestId': request.id,
  'x-amz-apigw-id': extendedRequestId,
});
