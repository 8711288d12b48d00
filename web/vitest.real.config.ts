import { defineConfig } from 'vitest/config';

/// The page that is built into the server, against that server: what needs the stand-in skips itself, and what
/// only looks is left to it.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts', 'test/real/**/*.test.ts'],
    exclude: ['test/browser/access.test.ts', 'test/real/cluster.*test.ts'],
    globalSetup: ['test/real/setup.ts', 'test/browser/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
