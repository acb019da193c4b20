import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

const SLOW = ['test/journeys/**', 'test/simulation/**', 'test/browser/**'];

/** A folder for machine-readable results, one file for each run. */
const reports = process.env.TEST_REPORTS;

export default defineConfig({
  test: {
    restoreMocks: true,
    silent: 'passed-only',
    ...(reports === undefined
      ? {}
      : { reporters: ['default', 'json'], outputFile: { json: `${reports}/${Date.now()}.json` } }),
    projects: [
      project('fast', ['test/**/*.test.ts'], { exclude: SLOW, testTimeout: 30_000 }),
      project('journeys', ['test/journeys/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 60_000 }),
      project('simulation', ['test/simulation/**/*.test.ts'], { testTimeout: 900_000 }),
      project('browser', ['test/browser/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000 }),
    ],
  },
});
