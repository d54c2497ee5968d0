import { plainText, type PlainRefusal } from './refusal';
import type { Exchange, RoutedExchange } from './exchange';

/** API Gateway takes and gives 10 MB at most. */
export const maximumPayloadBytes = 10_485_760;
const maximumHeaderBytes = 10_240;
const maximumMethodArnBytes = 1_600;

/** Refuses what is too large before anybody looks at it. The API's gateway responses have no say in it. */
export function checkSize({ request }: Pick<Exchange, 'request'>): PlainRefusal | undefined {
  if (request.body.length > maximumPayloadBytes) {
    return plainText(
      413,
      `HTTP content length exceeded ${maximumPayloadBytes} bytes.`,
      `The body has ${request.body.length} bytes; API Gateway takes ${maximumPayloadBytes}.`,
    );
  }
  const headerBytes = request.rawHeaders.reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0);
  return headerBytes > maximumHeaderBytes
    ? plainText(
        431,
        'Request Header Fields Too Large',
        `All header values have ${headerBytes} bytes; API Gateway takes ${maximumHeaderBytes}.`,
      )
    : undefined;
}

/** A method ARN of a route with authorization has a limit, because policies are matched against it. */
export function checkMethodArn({ route, methodArn }: RoutedExchange): PlainRefusal | undefined {
  const bytes = Buffer.byteLength(methodArn);
  return route.authorization.kind !== 'NONE' && bytes > maximumMethodArnBytes
    ? plainText(
        414,
        'Request URI too long',
        `The method's ARN with the actual path has ${bytes} bytes; API Gateway takes ${maximumMethodArnBytes}.`,
      )
    : undefined;
}
