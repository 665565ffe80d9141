// `npm run test:runtimes`: the README's flows in every runtime and with the oldest React, from the packed package.
import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

export default defineConfig({
  test: {
    server: base.test?.server ?? {},
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ['test/runtimes/**/*.test.ts'],
  },
});
