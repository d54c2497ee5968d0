import { join } from 'node:path';
import { bundle } from '../../constructs/lambda/bundle';
import { createApp } from '../../main';
import { loadSettings } from '../../settings';
import { bundleAllOnce } from './bundled-once';
import { makeRunFolder, removeRunFolder } from './run-folder';

/** Before all tests: synthesizes the app with its defaults, for every test that starts from them. */
export default function synthesizeOnce(): void {
  const folder = makeRunFolder();
  const output = join(folder, 'output');
  try {
    createApp(loadSettings({}), { outdir: output }).synth();
    bundleAllOnce(folder, bundle);
  } catch (error) {
    // Jest asks for no removal where the beginning fails.
    removeRunFolder();
    throw error;
  }
  process.env['SYNTHESIZED_ONCE'] = output;
}
