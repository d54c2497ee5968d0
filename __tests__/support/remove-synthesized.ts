import { rmSync } from 'node:fs';

/** After all tests. */
export default function removeSynthesized(): void {
  const folder = process.env['SYNTHESIZED_ONCE'];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
