import { UnknownTriggerEventError } from './errors';

/** What a user pool's event says, whichever trigger it is for. */
export interface UserPoolEvent {
  /** `<trigger>_<why>`, such as `PreSignUp_SignUp`. */
  readonly source: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly request: Readonly<Record<string, unknown>>;
}

/**
 * Reads what a user pool sent. The event itself is what the pool expects back, with the answer in it.
 *
 * @throws UnknownTriggerEventError where it is no such event
 */
export function readUserPoolEvent(event: unknown): UserPoolEvent {
  const { triggerSource: source, userPoolId, userName, request } = toObject(event);
  const attributes = toObject(request)['userAttributes'];
  if (!isText(source) || !isText(userPoolId) || !isText(userName) || !isTextMap(attributes)) {
    throw new UnknownTriggerEventError();
  }
  return { source, userPoolId, userName, attributes, request: toObject(request) };
}

/** Its members, or none where it is no object. */
export function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((member) => typeof member === 'string')
  );
}
