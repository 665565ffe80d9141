// `sluice copy-assets DIR`: lays out what a page loads beside its own code, for hosts and bundlers that do not find it
// in the package, and prints the lines that name the copies.
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { VERSION } from '../../loading/version.js';
import { UsageError } from '../failure.js';
import { type CopiedAsset, copiedReport, linesToPaste } from '../report/copied-report.js';
import { printJson, printText } from '../report/output.js';

/** What is copied. Paths stay as they are in the package, so that the standalone entry finds the others. */
const ASSETS: readonly Pick<CopiedAsset, 'file' | 'option' | 'what'>[] = [
  { file: 'standalone/engine-worker.js', option: 'workerUrl', what: 'the engine, a worker in one file' },
  { file: 'worklets/capture.js', option: 'workletUrl', what: 'captures microphones and audio nodes' },
  { file: 'kernel/kernel.wasm', option: 'kernel', what: 'computes the network' },
  { file: 'kernel/kernel-relaxed.wasm', option: 'kernel', what: 'the same for browsers with relaxed SIMD' },
  { file: 'worklets/effect.js', option: 'workletUrl', what: 'runs effects, for openEffect' },
  { file: 'kernel/kernel-effects.wasm', option: 'kernel', what: 'computes effects, for openEffect' },
  { file: 'models/keywords.safetensors', option: 'model', what: 'the model that comes with the package' },
];
const DIST = new URL('../../', import.meta.url);
const STANDALONE = 'standalone/sluice.js';

/** Folders whose files a host serves at its root. */
const SERVED = /^(?:.*[\\/])?(?:public|static|www|wwwroot)[\\/]/;

export function copyAssetsCommand(): Command {
  return new Command('copy-assets')
    .description(
      'copy the worker, worklet, kernels and model into a folder that your host serves, and say how to use them',
    )
    .argument('<dir>', 'the folder, for example public/sluice')
    .option('--url <path>', 'where your host serves it (default: its path below public or static, else its name)')
    .option('--json', 'one JSON object a line', false)
    .action(copyAssets);
}

async function copyAssets(folder: string, { url, json }: { url?: string; json: boolean }): Promise<void> {
  const base = url === undefined ? servedAt(folder) : checkedUrl(url);
  const assets: CopiedAsset[] = [];
  for (const asset of [...ASSETS, ...(await standaloneParts())]) {
    await copy(asset.file, folder);
    assets.push({ ...asset, url: base + asset.file });
  }
  if (json) {
    for (const asset of assets) printJson({ kind: 'asset', ...asset });
    printJson({ kind: 'copied', folder: resolve(folder), url: base, version: VERSION, lines: linesToPaste(assets) });
  } else for (const line of copiedReport(assets, folder)) printText(line);
}

/** The entry with all inside, and the parts that it loads when they are needed. */
async function standaloneParts(): Promise<Pick<CopiedAsset, 'file' | 'option' | 'what'>[]> {
  const files = await readdir(dirname(inPackage(STANDALONE)));
  const parts = files
    .map((name) => `standalone/${name}`)
    .filter((file) => file.endsWith('.js') && file !== STANDALONE && !ASSETS.some((asset) => asset.file === file));
  return [
    { file: STANDALONE, option: null, what: 'the whole package, for pages without a bundler' },
    ...parts.map((file) => ({ file, option: null, what: `a part of ${basename(STANDALONE)}` })),
  ];
}

async function copy(file: string, folder: string): Promise<void> {
  const to = join(folder, file);
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(inPackage(file), to);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(`Cannot write ${to}: received ${code ?? message}`, { cause });
  }
}

function inPackage(file: string): string {
  return fileURLToPath(new URL(file, DIST));
}

/** With a slash at both ends. */
function servedAt(folder: string): string {
  const path = resolve(folder);
  const served = SERVED.test(path) ? path.replace(SERVED, '') : basename(path);
  return `/${served.replaceAll('\\', '/')}/`;
}

/** With a slash at its end. Throws UsageError for what is neither an address nor a path from the root. */
function checkedUrl(url: string): string {
  if (/^(https?:\/\/|\/|\.)/.test(url)) return url.endsWith('/') ? url : `${url}/`;
  throw new UsageError(`'--url' must be an address or a path that starts with '/': received '${url}'`);
}
