// Where the files are that only the command line needs: the pages and the bundled recording. In a clone they lie in
// dist, beside the code. Else the package `sluice-cli` has them.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { StaticServerOptions } from '../node/static-server.js';
import { PAGE_HEADERS } from './page-headers.js';

const BUILT = new URL('../', import.meta.url);
let told: URL | null = null;

/** Says in which folder they are. */
export function useFiles(folder: URL): void {
  told = folder;
}

/** Files of the library that the pages load, by where they expect them. No package has a file twice. */
const SHARED: Readonly<Record<string, string>> = {
  '/assets/capture.js': 'worklets/capture.js',
  '/assets/kernel.wasm': 'kernel/kernel.wasm',
  '/assets/kernel-relaxed.wasm': 'kernel/kernel-relaxed.wasm',
  '/assets/kernel-training.wasm': 'kernel/kernel-training.wasm',
  '/assets/talk.bank': 'talk/talk.bank',
  '/assets/keywords.safetensors': 'models/keywords.safetensors',
  '/assets/base.safetensors': 'models/base.safetensors',
};

/** What a static server is told of the pages. */
export interface StudioPages extends Pick<StaticServerOptions, 'headers' | 'mounts'> {
  readonly root: URL;
  readonly files: NonNullable<StaticServerOptions['files']>;
}

/**
 * The built pages, as a static server takes them. The folder need not exist. onnxruntime-web is served beside them
 * where it is installed: it is no part of the pages, which load it when a model needs it.
 */
export function studioPages(): StudioPages {
  const files = Object.entries(SHARED).map(([path, file]) => [path, fileURLToPath(new URL(file, BUILT))]);
  const onnx = onnxFolder();
  const mounts = onnx === null ? {} : { '/onnxruntime/': onnx };
  return { root: studioFolder(), files: Object.fromEntries(files), mounts, headers: PAGE_HEADERS };
}

function onnxFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  } catch {
    return null;
  }
}

function studioFolder(): URL {
  return new URL('studio/', filesFolder());
}

/** The bundled recording. It need not exist. */
export function recordingFile(): URL {
  // The pages have it too.
  const inAssets = new URL('assets/recording.wav', filesFolder());
  return existsSync(inAssets) ? inAssets : new URL('assets/recording.wav', studioFolder());
}

/** What is said in it, as JSON. */
export function recordingFacts(): URL {
  return new URL('assets/recording.json', filesFolder());
}

function filesFolder(): URL {
  if (told !== null) return told;
  if (existsSync(new URL('assets/', BUILT))) return BUILT;
  try {
    const manifest = createRequire(import.meta.url).resolve('sluice-cli/package.json');
    return new URL('dist/', pathToFileURL(manifest));
  } catch {
    return BUILT;
  }
}
