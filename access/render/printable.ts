/** The same, without characters that move a cursor, turn the direction of writing, or begin a line: names may hold any. */
export function printable<Told>(told: Told): Told {
  const strip = (_: string, value: unknown) =>
    typeof value === 'string' ? value.replace(/\p{C}+/gu, '\uFFFD') : value;
  return JSON.parse(JSON.stringify(told), strip) as Told;
}
