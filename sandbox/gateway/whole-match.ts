/** Whether the whole value matches an authorizer's validation expression, which the blueprint has found well-formed. */
export const matchesWhole = (expression: string, value: string): boolean =>
  new RegExp(`^(?:${expression})$`, 'u').test(value);
