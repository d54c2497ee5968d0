/** Fast transform (SWC); types are checked by `npm run check`. */
const transform = {
  '^.+\\.(ts|js|mjs|cjs)$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
  ],
};

/** Published as ES modules only, so jest must translate them. */
const esModules = ['jose', 'openid-client', 'oauth4webapi'];

const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/.build', '<rootDir>/.sandbox'],
  globalSetup: '<rootDir>/__tests__/support/synthesize-once.ts',
  globalTeardown: '<rootDir>/__tests__/support/remove-synthesized.ts',
  setupFiles: ['<rootDir>/__tests__/support/set-up.ts'],
};

module.exports = {
  // Far more than any test takes: a slow machine is no failure.
  testTimeout: 180_000,
  // jest's default leaves one core idle, which on two cores is half of them.
  maxWorkers: '100%',
  projects: [
    {
      ...common,
      displayName: 'test',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/deployment/', '<rootDir>/__tests__/browser/'],
    },
  ],
};
