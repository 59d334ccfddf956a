import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bot,conversations,adapters,webhooks,jobs,db,commerce,sandbox,tests}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    maxWorkers: 2,
  },
});
