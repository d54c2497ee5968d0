/** One stack as the scanner reads it, with the resource that each line belongs to. */
export interface CheckovInput {
  readonly text: string;
  /** `stack/type.name` of each resource, by the numbers of its lines, from 1. */
  readonly addressAt: ReadonlyMap<number, string>;
  /** `stack/type.name` to the type. */
  readonly typeOf: ReadonlyMap<string, string>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The resources and data sources of a synthesized stack. checkov knows cdktf's JSON, but stops at parts that scan nothing,
 * and then reports success: so only what is scanned is given to it.
 */
export function checkovInput(stack: string, synthesized: string): CheckovInput {
  const { resource = {}, data } = JSON.parse(synthesized) as { readonly resource?: Blocks; readonly data?: Blocks };
  const text = `${JSON.stringify({ resource, ...(data === undefined ? {} : { data }) }, null, 1)}\n`;
  const typeOf = new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => [`${stack}/${type}.${name}`, type] as const),
    ),
  );
  return { text, addressAt: addresses(stack, text), typeOf };
}

/** With one space a level, a section is at depth one, a type at two, a name at three. */
function addresses(stack: string, text: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const at = ['', '', ''];
  text.split('\n').forEach((line, index) => {
    const [, indent = '', key] = /^( {1,3})"([^"]+)"/.exec(line) ?? [];
    if (key !== undefined)
      at.splice(indent.length - 1, 4 - indent.length, ...[key, '', ''].slice(0, 4 - indent.length));
    const [section, type = '', name = ''] = at;
    if (section === 'resource' && name !== '') found.set(index + 1, `${stack}/${type}.${name}`);
  });
  return found;
}
