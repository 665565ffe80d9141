// Rollup leaves `new URL(…, import.meta.url)` as it is, so main.js names the files that `sluice copy-assets` laid out.
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';

export default {
  input: 'src/main.js',
  output: { dir: 'www', format: 'es' },
  plugins: [resolve({ browser: true }), commonjs()],
};
