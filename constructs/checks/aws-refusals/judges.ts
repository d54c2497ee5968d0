import { show } from '../fault';
import { blocksAt, literalsAt, numbersAt, replaceReferences, textsAt, valuesAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import type { Around, AwsRefusal } from './model';

/** Finds the offending value at a rule's argument. */
export type Judge = (args: Arguments, argument: string, around: Around) => string | undefined;

/** A rule whose check is given its own argument, so that the two cannot part. */
export interface RuleSpec extends Omit<AwsRefusal, 'resourceType' | 'check'> {
  readonly judge: Judge;
}

/** Rules of one resource type. */
export function rulesOf(resourceType: string, specs: readonly RuleSpec[]): readonly AwsRefusal[] {
  return specs.map(({ judge, ...rest }) => ({
    ...rest,
    resourceType,
    check: (args, around) => judge(args, rest.argument, around),
  }));
}

/** Every known text matches. */
export function matches(pattern: RegExp): Judge {
  return (args, argument) => first(textsAt(args, argument).filter((text) => !pattern.test(text)));
}

/** Every known text passes. */
export function texts(accepts: (text: string) => boolean): Judge {
  return (args, argument) => first(textsAt(args, argument).filter((text) => !accepts(text)));
}

/**
 * Every text passes with a letter for each part that only Terraform will know. For rules that hold whatever such a part
 * becomes: about characters, words between hyphens, and the greatest length.
 */
export function knownParts(accepts: (text: string) => boolean): Judge {
  return (args, argument) =>
    first(
      valuesAt(args, argument).filter(
        (text) => typeof text === 'string' && !accepts(replaceReferences(text, () => 'x')),
      ),
    );
}

/** Every known text is a regular expression, as Java reads it. */
export function regularExpression(): Judge {
  return texts(isRegularExpression);
}

/** Every known value is one of these. Terraform also takes numbers as text. */
export function oneOf(...allowed: readonly (string | number)[]): Judge {
  const known = new Set(allowed.map(String));
  return (args, argument) => first(literalsAt(args, argument).filter((value) => !known.has(String(value))));
}

/** Every known number lies between the two, both included. */
export function between(least: number, most: number): Judge {
  return (args, argument) => first(numbersAt(args, argument).filter((value) => value < least || value > most));
}

/** Every known text has at most so many characters. */
export function atMostCharacters(most: number): Judge {
  return texts((text) => [...text].length <= most);
}

/** The list has at most so many members. */
export function atMostMembers(most: number): Judge {
  return (args, argument) => {
    const members = valuesAt(args, argument).flat();
    return members.length > most ? `${members.length} members` : undefined;
  };
}

/** The keys of the map match. */
export function keysMatch(pattern: RegExp): Judge {
  return (args, argument) =>
    first(
      blocksAt(args, argument)
        .flatMap((map) => Object.keys(map))
        .filter((key) => !pattern.test(key)),
    );
}

/** Shows several arguments that do not go together, when `wrong`. */
export function together(names: readonly string[], wrong: (args: Arguments) => boolean): Judge {
  return (args) =>
    wrong(args)
      ? names.map((name) => `${show(valuesAt(args, name)[0])}${named(name, names)}`).join(' with ')
      : undefined;
}

/** The first value that occurs twice. */
export function firstTwice(values: readonly string[]): string | undefined {
  return first(values.filter((value, at) => values.indexOf(value) !== at));
}

/** Shows the first of the offending values, if there is one. */
export function first(offending: readonly unknown[]): string | undefined {
  return offending.length === 0 ? undefined : show(offending[0]);
}

function named(name: string, names: readonly string[]): string {
  return name === names[0] ? '' : ` in ${name}`;
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(readAsJava(text)) instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return false;
    }
    throw error;
  }
}

/** AWS reads expressions with Java. What it knows besides is replaced: quotations, flags, and what never gives back. */
function readAsJava(text: string): string {
  return text
    .replace(/\\Q[^]*?(?:\\E|$)/g, 'q')
    .replace(/\(\?[a-zA-Z]*(?:-[a-zA-Z]+)?(?<!\?)\)/g, '')
    .replace(/\(\?(?:[a-zA-Z]*(?:-[a-zA-Z]+)?:|>)/g, '(?:')
    .replace(/(?<!\\)([*+?}])\+/g, '$1');
}
