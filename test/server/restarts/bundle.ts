// Bundles the server into two files, of the process and of its engine thread: most of the time in which it starts is
// spent on reading some hundred small files, and the harness starts it hundreds of times.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const ENGINE = "new URL('./engine-worker.js', import.meta.url)";

/** Returns the path of the server's file, which takes the arguments of `sluice serve`. */
export async function bundleServer(folder: string): Promise<string> {
  const engine = await bundle('engine', folder, []);
  let found = false;
  const useEngine: Plugin = {
    name: 'use-bundled-engine',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/node/platform.js')) return null;
      found = code.includes(ENGINE);
      return code.replace(ENGINE, `new URL(${JSON.stringify(pathToFileURL(engine).href)})`);
    },
  };
  const server = await bundle('serve', folder, [useEngine]);
  if (!found) throw new Error(`the engine's address is no longer ${ENGINE}`);
  return server;
}

/**
 * Other files are found where they would be without a bundle. The package says that importing its files does nothing,
 * but a thread's entry is imported for what it does.
 */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  enforce: 'pre',
  transform: (code, id) => ({
    code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
    moduleSideEffects: id.endsWith('.mjs') || id.endsWith('/engine-worker.js') ? true : null,
  }),
};

async function bundle(name: string, folder: string, plugins: Plugin[]): Promise<string> {
  const outDir = join(folder, name);
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [...plugins, keepAddresses],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: fileURLToPath(new URL(`${name}.mjs`, import.meta.url)),
      outDir,
      target: 'node20',
      emptyOutDir: false,
      rollupOptions: {
        output: { codeSplitting: false, entryFileNames: `${name}.mjs` },
      },
    },
  });
  return join(outDir, `${name}.mjs`);
}
