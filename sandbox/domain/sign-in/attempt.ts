import { AwsJsonError } from '../../protocol/aws-json';
import type { Field, FormFault } from '../pages/field';
import type { TypedForm } from './sign-in-context';

/** What became of something that the API does, too: its refusals are shown in its own words. */
export type Attempted<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly error: AwsJsonError };

/** Does it, and takes a refusal for an answer. Everything else is a defect, and is thrown. */
export async function attempt<T>(work: () => T | Promise<T>): Promise<Attempted<T>> {
  try {
    return { kind: 'done', value: await work() };
  } catch (error) {
    if (error instanceof AwsJsonError) return { kind: 'refused', error };
    throw error;
  }
}

/** A fault to be shown beside a field, with the reason that only the log gets. */
export type LoggedFault = FormFault & { readonly reason: string };

/** A refusal of the API as the page tells it. `field` is where the user is likely to mend it. */
export function faultOf({ code, message, details }: AwsJsonError, field?: string): LoggedFault {
  return { message, field, reason: `${code}: ${details.reason ?? message}` };
}

/** The first field that was left empty. Browsers see to it too; whatever else posts here does not. */
export function emptyField(fields: readonly Field[], form: TypedForm): LoggedFault | undefined {
  const field = fields.find(({ name, optional = false }) => !optional && form.secret(name).trim() === '');
  if (field === undefined) return undefined;
  const message = `Fill in: ${field.label}.`;
  return { message, field: field.name, reason: `The field ${field.name} is empty.` };
}
