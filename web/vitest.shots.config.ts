import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/shots/**/*.test.ts'],
    globalSetup: 'test/browser/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
