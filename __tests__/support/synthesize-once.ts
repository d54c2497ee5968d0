import { bundle } from '../../constructs/lambda/bundle';
import { bundleAllOnce } from './bundled-once';
import { makeRunFolder, removeRunFolder } from './run-folder';
import { sharedOutput } from './synthesized-output';

/** Before all tests: synthesizes the app with its defaults, for every test that starts from them. */
export default function synthesizeOnce(): void {
  const folder = makeRunFolder();
  try {
    bundleAllOnce(folder, bundle);
    process.env['SYNTHESIZED_ONCE'] = sharedOutput({});
  } catch (error) {
    // Jest asks for no removal where the beginning fails.
    removeRunFolder();
    throw error;
  }
}
