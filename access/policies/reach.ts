/**
 * What a request for a route can be, as two texts: one that stands for any request, and a pattern of all of them.
 * The first is held against policies; the second tells whether a policy speaks of some of the requests only.
 */
export interface Reach {
  /** An ARN in which each parameter has a value that no policy spells out. */
  readonly sample: string;
  /** An ARN with wildcards in place of the parameters. */
  readonly pattern: string;
}

/** Longer than any run of `?` that a person would write; of a character that no URL or policy holds. */
const anyValue = '\u0001'.repeat(40);

/** A reach that is one ARN. */
export const exactly = (arn: string): Reach => ({ sample: arn, pattern: arn });

/** The reach of a route, from the ARN with its template: `…/GET/pets/{petId}`. */
export function reachOf(template: string): Reach {
  return {
    sample: template.replace(/\{[^}]*\}/g, anyValue),
    pattern: template.replace(/\{[^}]*\}/g, '?*'),
  };
}

/** Shows a sample as a person knows it. */
export const withoutSamples = (text: string): string => text.replaceAll(anyValue, '{any}').replace(/\\u0001/g, '');

/** Whether there is a text that both match. `*` is any text, `?` one character; linear in memory, quadratic in time. */
export function intersect(left: string, right: string): boolean {
  if (differFromTheStart(left, right)) return false;
  // row[j]: whether what was read of `left` and the first j characters of `right` can match one text.
  let row: readonly boolean[] = following(undefined, [], right);
  for (const character of left) row = following(character, row, right);
  return row[right.length] ?? false;
}

function following(character: string | undefined, above: readonly boolean[], right: string): readonly boolean[] {
  const row: boolean[] = [];
  for (let at = 0; at <= right.length; at++) {
    const other = right[at - 1];
    const up = above[at] ?? false;
    const back = row[at - 1] ?? false;
    const both = above[at - 1] ?? false;
    if (character === undefined) row.push(at === 0 || (back && other === '*'));
    else if (at === 0) row.push(up && character === '*');
    else {
      const same = character === other || character === '?' || other === '?';
      row.push((character === '*' && (up || back)) || (other === '*' && (up || back)) || (both && same));
    }
  }
  return row;
}

function differFromTheStart(left: string, right: string): boolean {
  for (let at = 0; at < left.length && at < right.length; at++) {
    const one = left.charAt(at);
    const other = right.charAt(at);
    if (one === '*' || other === '*') return false;
    if (one !== other && one !== '?' && other !== '?') return true;
  }
  return false;
}
