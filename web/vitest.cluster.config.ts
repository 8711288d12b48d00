import { defineConfig } from 'vitest/config';

/// Several servers that are one cluster: alone on the machine, since they are judged by what they do in time.
export default defineConfig({
  test: {
    include: ['test/real/cluster.*test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
