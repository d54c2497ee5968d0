import { removeRunFolder } from './run-folder';

/** After all tests. */
export default removeRunFolder;
