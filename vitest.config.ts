import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'test/bench/**'],
    globalSetup: ['test/support/build.ts'],
    // Each file starts an emulator of its own: more files at once than cores only makes them wait for one another.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', './scripts/count-reporter.js'],
  },
});
