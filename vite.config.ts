// Builds the two pages of src/studio into dist/studio. They import the package by its name, as a user's page would.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const page = (name: string) => fileURLToPath(new URL(`src/studio/${name}.html`, import.meta.url));

const LIBRARY_FILE = /\.(wasm|safetensors|wav|bank)$|^capture\.js$/;

// Files of the library keep their names: the package of the pages leaves them out, and `sluice studio` serves the
// library's own (src/cli/files.ts).
const output = {
  assetFileNames: ({ names }: { readonly names: readonly string[] }) =>
    `assets/${LIBRARY_FILE.test(names[0] ?? '') ? '[name]' : '[name]-[hash]'}[extname]`,
};

export default defineConfig({
  root: 'src/studio',
  base: './',
  worker: { format: 'es', rolldownOptions: { output } },
  build: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output,
      input: [page('index'), page('sensors')],
      checks: { pluginTimings: false },
    },
  },
});
