// Builds dist/standalone, for pages without a bundler and for bundlers that find nothing by `new URL`: the browser's
// entry with rxjs inside, and the engine's worker in one file that runs as a classic and as a module worker. They find
// the kernel, the worklet and the model in the folders beside theirs, as the rest of the package does.
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const ENTRY = `${dist}browser/index.js`;
const WORKER = `${dist}browser/engine-worker.js`;
const STANDALONE = { [WORKER]: `${dist}standalone/engine-worker.js` };
const FACADE = '\0sluice';

/** The addresses in `new URL('…', import.meta.url)`, as seen from dist/standalone. */
const addresses = {
  name: 'addresses',
  transform(code, file) {
    if (!file.startsWith(dist)) return null;
    return code.replace(/new URL\('(\.[^']+)', import\.meta\.url\)/g, (_, address) => {
      const target = fileURLToPath(new URL(address, pathToFileURL(file)));
      const path = relative(`${dist}standalone`, STANDALONE[target] ?? target).replaceAll('\\', '/');
      return `new URL('${path.startsWith('.') ? path : `./${path}`}', import.meta.url)`;
    });
  },
  // The minifier writes them as templates, which not every bundler reads.
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type === 'chunk') file.code = file.code.replace(/new URL\(`([^`$]+)`/g, "new URL('$1'");
    }
  },
};

/** An entry without code: chunks that are loaded later import nothing from it, whatever query its address has. */
const facade = {
  name: 'facade',
  generateBundle(_, files) {
    delete files['page.js']; // is there only to keep the code out of the entry
  },
  resolveId: (name) => (name === FACADE ? FACADE : null),
  load: (id) => (id === FACADE ? `export * from ${JSON.stringify(ENTRY)};` : null),
};

const shared = {
  platform: 'browser',
  onLog(level, log) {
    throw new Error(`${level}: ${log.message}`);
  },
};
const output = { dir: 'dist/standalone', minify: true };

export default [
  {
    ...shared,
    plugins: [facade, addresses],
    input: { sluice: FACADE, page: ENTRY },
    output: { ...output, format: 'es', chunkFileNames: '[name].js', cleanDir: true },
  },
  {
    ...shared,
    plugins: [addresses],
    input: { 'engine-worker': WORKER },
    output: { ...output, format: 'iife', codeSplitting: false },
  },
];
