// Builds the page from src/studio into dist/studio. The page imports the package by its name, as a user's page would.
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/studio',
  base: './',
  worker: { format: 'es' },
  build: { outDir: '../../dist/studio', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
});
