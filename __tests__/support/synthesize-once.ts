import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../main';
import { loadSettings } from '../../settings';

/** Before all tests: synthesizes the app with its defaults, for every test that starts from them. */
export default function synthesizeOnce(): void {
  const folder = mkdtempSync(join(tmpdir(), 'synthesized-once-'));
  createApp(loadSettings({}), { outdir: folder }).synth();
  process.env['SYNTHESIZED_ONCE'] = folder;
}
