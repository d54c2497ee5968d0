import { html, type Html } from './html';

/** A labelled input. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'tel' | 'password';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  readonly numeric?: boolean;
  readonly optional?: boolean;
}

/** What was wrong with what was sent. It is told beside the field that it is about, where there is one. */
export interface FormFault {
  readonly message: string;
  readonly field?: string | undefined;
}

/** The fault in words that a screen reader speaks at once. */
export function faultBox(fault: FormFault | undefined): Html | undefined {
  return fault === undefined ? undefined : html`<p class="fault" id="fault" role="alert">${fault.message}</p>`;
}

/** The first field has the focus, or the one that the fault is about. */
export function fields(all: readonly Field[], fault: FormFault | undefined): readonly Html[] {
  const focused = all.find(({ name }) => name === fault?.field) ?? all[0];
  return all.map((field) => input(field, { focused: field === focused, faulty: fault?.field === field.name }));
}

function input(field: Field, { focused, faulty }: { readonly focused: boolean; readonly faulty: boolean }): Html {
  const { name, label, type = 'text', autocomplete, value, hint, numeric = false, optional = false } = field;
  const hintId = hint === undefined ? [] : [`${name}-hint`];
  const described = [...(faulty ? ['fault'] : []), ...hintId].join(' ');
  return html`<label for="${name}">${label}</label>
    ${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      ${value === undefined ? undefined : html`value="${value}"`}
      ${numeric ? html`inputmode="numeric" maxlength="6"` : undefined}
      ${described === '' ? undefined : html`aria-describedby="${described}"`}
      ${faulty ? html`aria-invalid="true"` : undefined}
      ${optional ? undefined : html`required`}
      ${focused ? html`autofocus` : undefined}
      spellcheck="false"
      autocapitalize="none"
    />`;
}
