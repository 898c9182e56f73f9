import { defineConfig } from 'vitest/config';

// One project per kind of test, run in this order by tools/test.mjs, the last two side by side. Those that start
// processes or windows run one file at a time: they share the machine's two cores with the programs they start.
const quick = { testTimeout: 20_000, hookTimeout: 20_000 };
const alone = { fileParallelism: false, maxWorkers: 1, testTimeout: 90_000, hookTimeout: 120_000 };

const projects = {
  rules: { ...quick, testTimeout: 60_000 },
  // Left to itself Vitest keeps one core free, which on the machine's two means one file at a time.
  unit: { ...quick, maxWorkers: 2 },
  migrations: quick,
  flow: { ...quick, maxWorkers: 2, testTimeout: 90_000 },
  process: alone,
  screens: alone,
};

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    restoreMocks: true,
    passWithNoTests: false,
    projects: Object.entries(projects).map(([name, options]) => ({
      extends: true as const,
      test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...options },
    })),
  },
});
