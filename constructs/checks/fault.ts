import { referencePlaceholder, unclearMark } from './terraform-values';

/** One thing that keeps a stack from being synthesized. */
export interface Fault {
  readonly stack: string;
  readonly address: string;
  /** Stable code of the check. */
  readonly id: string;
  readonly argument: string;
  /** What was found, as text. */
  readonly value: string;
  readonly rule: string;
  readonly whatToDo: string;
}

/** One line: where, what was found, what is allowed, what to do. */
export function describeFault(fault: Fault): string {
  return `${fault.stack}: ${fault.address}: ${fault.argument} = ${fault.value}. ${fault.rule} ${fault.whatToDo} [${fault.id}]`;
}

const longestValue = 300;

/** A value as a person would type it, cut where it is long. */
export function show(value: unknown): string {
  const text =
    value === undefined
      ? '(not set)'
      : JSON.stringify(value).replaceAll(unclearMark, '').replaceAll(referencePlaceholder, '${…}');
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
