import { bundle } from '../../constructs/lambda/bundle';
import { bundleAllOnce } from './bundled-once';
import { makeRunFolder, removeRunFolder } from './run-folder';
import { makeKeysOnce } from './signing-keys-once';
import { sharedOutput } from './synthesized-output';

/** Before all tests: synthesizes the app with its defaults, for every test that starts from them. */
export default async function synthesizeOnce(): Promise<void> {
  const folder = makeRunFolder();
  try {
    // On other threads, while the rest is done on this one.
    const keys = makeKeysOnce(folder);
    bundleAllOnce(folder, bundle);
    process.env['SYNTHESIZED_ONCE'] = sharedOutput({});
    await keys;
  } catch (error) {
    // Jest asks for no removal where the beginning fails.
    removeRunFolder();
    throw error;
  }
}
