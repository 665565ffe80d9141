// `npm run test:recipes`: all recipes, from the packed tarball, built and on their development servers. Each is
// installed on its own, which takes minutes, so only the core set (core.test.ts) is part of `npm test`. The documents'
// programs are type-checked with every compiler and every way to resolve modules (test/package/types.test.ts).
import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

export default defineConfig({
  test: {
    ...base.test,
    projects: [
      {
        extends: true,
        test: {
          name: 'recipes',
          include: ['test/recipes/core.test.ts', 'test/recipes/*.recipes.ts', 'test/package/types.test.ts'],
          env: { EVERY_COMPILER: 'yes' },
          maxWorkers: 1,
        },
      },
    ],
  },
});
