// What docs/frameworks.md says was run is what the recipes install.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recipes } from './app.js';
import { RECIPES } from './list.js';

/** What a name in the table is on npm. */
const PACKAGES: Readonly<Record<string, string>> = {
  Angular: '@angular/core',
  esbuild: 'esbuild',
  Next: 'next',
  Parcel: 'parcel',
  React: 'react',
  Rolldown: 'rolldown',
  Rollup: 'rollup',
  SvelteKit: '@sveltejs/kit',
  Vite: 'vite',
  webpack: 'webpack',
};

it('the table of recipes has the versions that they install, and every one of them', () => {
  const page = readFileSync(new URL('../../docs/frameworks.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (.*?) \|.*npm (?:test|run).* \|$/gm)].map(([, cell]) => `${cell}`);
  const told = rows.flatMap((cell) => [...cell.matchAll(/(\w+) (\d+\.\d+\.\d+)/g)]);
  const wanted = told.map(([, name = '', version]) => `${PACKAGES[name]} ${version}`);
  const used = new Set<string>();
  for (const name of readdirSync(recipes).filter((each) => !each.includes('.'))) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(recipes, name, 'package.json'), 'utf8'));
    const others = RECIPES.filter((recipe) => recipe.of === name).map(({ versions }) => versions);
    for (const versions of [{}, ...others]) {
      for (const [each, version] of Object.entries({ ...dependencies, ...devDependencies, ...versions })) {
        if (Object.values(PACKAGES).includes(each)) used.add(`${each} ${version}`);
      }
    }
  }
  expect(rows.length).toBeGreaterThan(12);
  expect([...new Set(wanted)].sort()).toEqual([...used].sort());
});
