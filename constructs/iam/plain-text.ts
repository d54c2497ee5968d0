/** Text of others in which Terraform is to see neither an expression nor a directive. */
export function plainText(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
