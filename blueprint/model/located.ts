/** Where a thing stands: the stack's name and the Terraform address within it. */
export interface Located {
  readonly stack: string;
  readonly address: string;
}
