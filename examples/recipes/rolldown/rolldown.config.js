// Rolldown leaves `new URL(…, import.meta.url)` as it is, so main.js names the files that `sluice copy-assets` laid out.
export default {
  input: 'src/main.js',
  platform: 'browser',
  output: { dir: 'www', format: 'es', minify: true },
};
