import { referencePlaceholder, unclearMark } from './terraform-values';

/** Fewer characters beside wildcards tell nothing apart: `*e*` stands for nearly every name. */
const fewestLetters = 3;

/** A text of a policy with an asterisk for each expression that may become one. */
export function asPattern(text: string): string {
  return text.replaceAll(referencePlaceholder + unclearMark, '*');
}

/** Does it hold a wildcard? */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** Does a pattern name next to nothing? A reference is a name. */
export function fitsNearlyAll(pattern: string): boolean {
  const letters = pattern.replaceAll(referencePlaceholder, 'x'.repeat(fewestLetters)).replace(/[*?]/g, '');
  return hasWildcard(pattern) && letters.length < fewestLetters;
}

/** Does a pattern stand for this text, or for all that this pattern stands for? One character is never all of them. */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '[^*]' : part.replace(/[^\w]/gu, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}

/** Their names begin with no word for what they are. */
const plainNames = new Set(['execute-api', 'sns', 'sqs']);

/** Does a resource of a policy stand for all of a kind, whatever they are called? */
export function isWideResource(resource: string): boolean {
  const pattern = asPattern(resource);
  const [start, , service = '', , account, ...rest] = pattern.split(':');
  if (start !== 'arn' || rest.length === 0) {
    return fitsNearlyAll(pattern) || /^[*?]/.test(pattern) || (start === 'arn' && hasWildcard(pattern));
  }
  const [kind, name] = segmentsOf(service, rest.join(':'));
  const isPlain = plainNames.has(service) || (service === 's3' && account === '');
  const isNameless = !isPlain && name === undefined && hasWildcard(kind ?? '');
  return hasWildcard(service) || isNameless || fitsNearlyAll(kind ?? '') || (!isPlain && fitsNearlyAll(name ?? ''));
}

/** Cognito begins ids with the region, which names no pool. */
function segmentsOf(service: string, resource: string): readonly string[] {
  const told = service.startsWith('cognito-') ? resource.replace(/[a-z]{2}(?:-[a-z]+)+-\d[_:]/, '') : resource;
  return told.split(/[/:]/).filter((segment) => segment !== '');
}

/** Does an ARN say whose it is? Names of buckets are unique in the world, so theirs needs no account. */
export function namesOwner(arn: string): boolean {
  const pattern = asPattern(arn);
  const [start, , service, , account = '', ...rest] = pattern.split(':');
  if (start !== 'arn') {
    // A reference is the ARN; of what is written, `a*` stands for every ARN.
    return pattern.startsWith(referencePlaceholder) || (pattern !== '' && !hasWildcard(pattern));
  }
  const resource = rest.join(':');
  if (account !== '' && !hasWildcard(account)) {
    return resource !== '';
  }
  const [name = ''] = resource.split('/');
  return service === 's3'
    ? name !== '' && !fitsNearlyAll(name) && !/^[*?]/.test(name)
    : account === '' && resource !== '' && !hasWildcard(resource);
}
