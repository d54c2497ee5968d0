import type { PasswordPolicy, UserPool } from '../../../blueprint/model/user-pools';
import type { Field } from '../pages/field';

/** The field for what users of the pool sign in with. */
export function nameField(pool: UserPool, value?: string): Field {
  const byEmail = pool.usernameAttributes.includes('email');
  const byPhone = pool.usernameAttributes.includes('phone_number');
  const shared = { name: 'username', autocomplete: 'username', value };
  if (byEmail && byPhone) return { ...shared, label: 'Email address or phone number' };
  if (byEmail) return { ...shared, label: 'Email address', type: 'email' };
  return byPhone ? { ...shared, label: 'Phone number', type: 'tel' } : { ...shared, label: 'Username' };
}

/** The field for a password that is to be set, with what the pool wants of it. */
export function newPasswordField({ passwordPolicy }: UserPool): Field {
  return {
    name: 'newPassword',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    hint: policyText(passwordPolicy),
  };
}

export const codeField: Field = { name: 'code', label: 'Code', autocomplete: 'one-time-code', numeric: true };

/** Names that OpenID Connect's attributes have in forms (HTML standard, autofill). */
const knownAttributes: Readonly<Record<string, Pick<Field, 'label' | 'autocomplete' | 'type' | 'hint'>>> = {
  email: { label: 'Email address', autocomplete: 'email', type: 'email' },
  phone_number: {
    label: 'Phone number',
    autocomplete: 'tel',
    type: 'tel',
    hint: 'With country code, like +12065550100',
  },
  name: { label: 'Name', autocomplete: 'name' },
  given_name: { label: 'Given name', autocomplete: 'given-name' },
  family_name: { label: 'Family name', autocomplete: 'family-name' },
  nickname: { label: 'Nickname', autocomplete: 'nickname' },
  birthdate: { label: 'Date of birth', autocomplete: 'bday', hint: 'Like 1990-12-31' },
};

/** Attributes that a new user is asked for: those that the pool requires, or verifies by itself. */
export function signUpAttributes({ schema, autoVerifiedAttributes, usernameAttributes }: UserPool): readonly string[] {
  const required = schema.filter((attribute) => attribute.required).map(({ name }) => name);
  const [nameAttribute] = usernameAttributes.length === 1 ? usernameAttributes : [];
  return [...new Set([...required, ...autoVerifiedAttributes])].filter(
    (name) => name !== 'sub' && name !== nameAttribute,
  );
}

/** A field for an attribute. */
export function attributeField(name: string, optional: boolean): Field {
  const known = knownAttributes[name] ?? { label: name.replace(/^custom:/, ''), autocomplete: 'off' };
  return { ...known, name: `attribute.${name}`, optional };
}

function policyText(policy: PasswordPolicy): string {
  const kinds = [
    policy.requireUppercase && 'an uppercase letter',
    policy.requireLowercase && 'a lowercase letter',
    policy.requireNumbers && 'a number',
    policy.requireSymbols && 'a symbol',
  ].filter((kind) => kind !== false);
  const length = `At least ${policy.minimumLength} characters`;
  return kinds.length === 0 ? `${length}.` : `${length}, with ${new Intl.ListFormat('en').format(kinds)}.`;
}
