// What `sluice copy-assets` has copied, for people: each file, what it is for, and the lines to paste.
import { VERSION } from '../../loading/version.js';

/** A file that was copied. */
export interface CopiedAsset {
  /** Below the folder. */
  readonly file: string;
  /** Where the page finds it. */
  readonly url: string;
  /** The option that names it. Null: none needs to. */
  readonly option: string | null;
  readonly what: string;
}

export function copiedReport(assets: readonly CopiedAsset[], folder: string): string[] {
  const width = Math.max(...assets.map(({ file }) => file.length));
  return [
    `Copied ${assets.length} files of sluice ${VERSION} to ${folder}:`,
    ...assets.map(({ file, what, option }) => {
      return `  ${file.padEnd(width)}  ${what}${option === null ? '' : ` (option '${option}')`}`;
    }),
    '',
    'With a bundler:',
    '',
    ...linesToPaste(assets).map((line) => `  ${line}`),
    '',
    'Without a bundler no option is needed:',
    '',
    `  import { keywords, microphone, openStream } from '${urlOf(assets, 'standalone/sluice.js')}';`,
    '',
    'Copy again after each update of the package: a page and a worker of two versions do not run together.',
  ];
}

/** A program that uses the copies. */
export function linesToPaste(assets: readonly CopiedAsset[]): string[] {
  return [
    "import { microphone, openStream } from 'sluice';",
    '',
    'const stream = await openStream({',
    `  source: microphone({ workletUrl: '${urlOf(assets, 'worklets/capture.js')}' }),`,
    `  model: '${urlOf(assets, 'models/keywords.safetensors')}',`,
    `  workerUrl: '${urlOf(assets, 'standalone/engine-worker.js')}',`,
    `  kernel: '${urlOf(assets, 'kernel/kernel.wasm').replace(/[^/]*$/, '')}', // the folder: the faster kernel that runs is taken`,
    '});',
  ];
}

function urlOf(assets: readonly CopiedAsset[], file: string): string {
  return assets.find((asset) => asset.file === file)?.url ?? file;
}
