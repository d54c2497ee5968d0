import type { ContactAttribute } from '../code-delivery';
import { aliasExists } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import { attributeCodeName } from '../remove-user';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { codeRefusal } from './code-refusal';
import { forgetCodesOf } from './update-attributes';

/** The code that was sent proves the address, once; an address that waited for it counts from now on. */
export function verifyAttribute(
  runtime: PoolRuntime,
  { user, attribute, code }: { readonly user: User; readonly attribute: ContactAttribute; readonly code: string },
  { clock }: Pick<UserPoolServices, 'clock'>,
): User {
  const codeName = attributeCodeName(user, attribute);
  const check = runtime.attributeCodes.check(codeName, code);
  const value = user.pendingAttributes?.get(attribute) ?? user.attributes.get(attribute);
  if (check !== 'right' || value === undefined) throw codeRefusal(check);
  const attributes = new Map(user.attributes).set(attribute, value).set(`${attribute}_verified`, 'true');
  const pendingAttributes = new Map(user.pendingAttributes);
  pendingAttributes.delete(attribute);
  const verified = { ...user, attributes, pendingAttributes, modifiedAt: clock.now() };
  const taken = runtime.users.takenName(verified);
  if (taken !== undefined) throw aliasExists(taken.attribute);
  forgetCodesOf(runtime, user, attribute);
  return runtime.users.save(verified);
}
