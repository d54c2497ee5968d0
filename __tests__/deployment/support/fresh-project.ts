import { startEmulator, type Emulator } from './emulator';
import { copyProject, type ProjectCopy } from './project-copy';
import type { RunOptions } from './run';
import { ensureTools } from './tools';

/** What each test of a file deploys from, and to. To be read within a test. */
export interface FreshProject {
  /** A copy of the project, without any state. */
  readonly folder: string;
  readonly options: RunOptions;
  /** The same, with settings. */
  within(settings: Readonly<Record<string, string>>): RunOptions;
}

/** One emulator for the tests of a file; it and the copy of the project are empty before each. */
export function freshProject(): FreshProject {
  let emulator: Emulator;
  let project: ProjectCopy;
  beforeAll(async () => {
    emulator = await startEmulator((await ensureTools()).emulator);
  });
  afterAll(() => emulator.stop());
  beforeEach(async () => {
    await emulator.reset();
    project = copyProject();
  });
  afterEach(() => project.remove());
  return {
    get folder() {
      return project.folder;
    },
    get options() {
      return { cwd: project.folder, environment: emulator.environment };
    },
    within: (settings) => ({ cwd: project.folder, environment: { ...emulator.environment, ...settings } }),
  };
}
