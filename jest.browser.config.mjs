import common from './jest.config.cjs';

/** A real browser, which must be on this computer: `CHROMIUM` names it, or the search path has it. */
export default {
  ...common.projects[0],
  displayName: 'browser',
  testMatch: ['<rootDir>/__tests__/browser/**/*.test.ts'],
  testPathIgnorePatterns: [],
  maxWorkers: 1,
  testTimeout: 180_000,
};
