// Builds the two pages of src/studio into dist/studio. They import the package by its name, as a user's page would.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const page = (name: string) => fileURLToPath(new URL(`src/studio/${name}.html`, import.meta.url));

export default defineConfig({
  root: 'src/studio',
  base: './',
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: { input: [page('index'), page('sensors')], checks: { pluginTimings: false } },
  },
});
