// Builds the one self-contained file that an AudioWorklet loads: no imports left, no data: URL however small it gets.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'dist/worklets',
    emptyOutDir: true,
    target: 'es2022',
    // said by itself, because Vite leaves spaces in a library; notes for bundlers are of no use there
    rolldownOptions: { output: { minify: true, comments: false } },
    lib: { entry: 'worklets/capture.ts', formats: ['es'], fileName: () => 'capture.js' },
  },
});
