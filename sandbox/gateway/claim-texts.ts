/** Claims as a function gets them under `requestContext.authorizer.claims`: every value is a text. */
export function claimTexts(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(name, value)]));
}

function claimText(name: string, value: unknown): string {
  if ((name === 'exp' || name === 'iat') && typeof value === 'number') return javaDate(value);
  return Array.isArray(value) ? value.map(plainText).join(',') : plainText(value);
}

const plainText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thu Dec 06 17:08:23 UTC 2018`, as API Gateway writes these two claims, and no other time. */
function javaDate(seconds: number): string {
  const time = new Date(seconds * 1000);
  const day = String(time.getUTCDate()).padStart(2, '0');
  const clock = time.toISOString().slice(11, 19);
  return `${days[time.getUTCDay()]} ${months[time.getUTCMonth()]} ${day} ${clock} UTC ${time.getUTCFullYear()}`;
}
