import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

const SLOW = ['test/journeys/**', 'test/simulation/**', 'test/browser/**'];

export default defineConfig({
  test: {
    restoreMocks: true,
    projects: [
      project('fast', ['test/**/*.test.ts'], { exclude: SLOW }),
      project('journeys', ['test/journeys/**/*.test.ts'], { testTimeout: 60_000 }),
      project('simulation', ['test/simulation/**/*.test.ts'], { testTimeout: 600_000 }),
      project('browser', ['test/browser/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000 }),
    ],
  },
});
