import type { Exchange } from './exchange';

/** What every answer of an API carries. */
export const commonHeaders = (exchange: Exchange): Readonly<Record<string, string>> => ({
  'x-amzn-RequestId': exchange.request.id,
  'x-amz-apigw-id': exchange.extendedRequestId,
});
