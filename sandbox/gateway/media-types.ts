/** Whether content of this type is binary for an API: only what its `binaryMediaTypes` name, or all with an asterisk. */
export function isBinary(binaryMediaTypes: readonly string[], contentType: string | undefined): boolean {
  const type = contentType?.split(/[;,]/)[0]?.trim().toLowerCase();
  return binaryMediaTypes.some((binary) => binary === '*/*' || (type !== undefined && binary.toLowerCase() === type));
}
