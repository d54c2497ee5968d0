import common from './jest.config.cjs';

/** Real Terraform, the real AWS provider and an emulator: minutes, not seconds. */
export default {
  ...common.projects[0],
  displayName: 'deployment',
  testMatch: ['<rootDir>/__tests__/deployment/**/*.test.ts'],
  testPathIgnorePatterns: [],
  maxWorkers: 1,
  testTimeout: 600_000,
};
