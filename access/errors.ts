/** Why a question about access cannot be answered. Closed, so that callers and tests can tell them apart. */
export type AccessFault =
  'unknown-principal' | 'ambiguous-principal' | 'unknown-target' | 'unknown-name' | 'usage' | 'malformed-policy';

/** A question that cannot be answered as it was put. The message says what is wrong, the value, and what there is. */
export class AccessError extends Error {
  constructor(
    readonly code: AccessFault,
    message: string,
  ) {
    super(message);
    this.name = 'AccessError';
  }
}

const most = 20;

function list(candidates: readonly string[]): string {
  const shown = candidates.slice(0, most).map((one) => `\n  ${one}`);
  const rest = candidates.length - shown.length;
  return `${shown.join('')}${rest > 0 ? `\n  and ${String(rest)} more` : ''}`;
}

/** No principal has such a name. */
export function unknownPrincipal(asked: string, candidates: readonly string[]): AccessError {
  return new AccessError(
    'unknown-principal',
    `There is no principal ${JSON.stringify(asked)}. Ask for one of these:${list(candidates)}`,
  );
}

/** Several principals have such a name. */
export function ambiguousPrincipal(asked: string, candidates: readonly string[]): AccessError {
  return new AccessError(
    'ambiguous-principal',
    `${JSON.stringify(asked)} can be several principals. Ask for one of these:${list(candidates)}`,
  );
}

/** No route or action has such a name. */
export function unknownTarget(asked: string, candidates: readonly string[]): AccessError {
  return new AccessError(
    'unknown-target',
    `There is no target ${JSON.stringify(asked)}. Ask for one of these:${list(candidates)}`,
  );
}

/** A filter names nothing that exists. */
export function unknownName(option: string, asked: string, candidates: readonly string[]): AccessError {
  return new AccessError(
    'unknown-name',
    `${option} ${JSON.stringify(asked)} fits nothing. Use one of these:${list(candidates)}`,
  );
}

/** Two filters that leave nothing over. */
export function nothingOfBoth(stack: string, api: string): AccessError {
  return new AccessError(
    'unknown-name',
    `No route of the API ${JSON.stringify(api)} is in the stack ${JSON.stringify(stack)}. ` +
      'Use one of --stack and --api, or the stack that makes the API.',
  );
}

/** The command is not understood. */
export function badUsage(fault: string, usage: string): AccessError {
  return new AccessError('usage', `${fault}\n${usage}`);
}

/** A policy that AWS would refuse. */
export function malformedPolicy(name: string, fault: string): AccessError {
  return new AccessError('malformed-policy', `The policy of ${name} is not understood. ${fault}`);
}
