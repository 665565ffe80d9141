// A Chromium for benchmarks and tests: the machine's own, or the one that a development dependency brings. Neither that
// nor the driver is there where only the package is installed, so both are loaded when asked for.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type BrowserProgram, packagedChromium } from './packaged-chromium.js';

/** How Chromium is started. */
export interface ChromiumOptions {
  /**
   * A WAV file that a fake microphone plays once; `true`: one that beeps. Leave to use it is given unasked. @default
   * none
   */
  readonly microphone?: string | true;
  /** Further command-line flags. */
  readonly flags?: readonly string[];
  /** Added to the environment of its process. */
  readonly env?: Readonly<Record<string, string>>;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Starts a Chromium. Rejects with a sentence for people where none is found. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new Error("no browser: 'playwright-core' is not installed");
  });
  const program = await findChromium();
  if (program === undefined) throw new Error('no browser: no Chromium found (CHROMIUM_PATH names one)');
  const args = [...FLAGS, ...microphoneFlags(options), ...(options.flags ?? [])];
  return chromium.launch({
    executablePath: program.path,
    env: { ...process.env, ...program.env, ...options.env },
    args,
  });
}

/**
 * The Chromium that the environment's CHROMIUM_PATH names, else one on the PATH, else the one of the package
 * `@sparticuz/chromium`; undefined where there is none.
 */
export async function findChromium(): Promise<BrowserProgram | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { path: named, env: {} };
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder !== '' && isProgram(join(folder, name))) return { path: join(folder, name), env: {} };
    }
  }
  return packagedChromium();
}

function microphoneFlags({ microphone }: ChromiumOptions): string[] {
  if (microphone === undefined) return [];
  const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  return microphone === true ? flags : [...flags, `--use-file-for-fake-audio-capture=${microphone}%noloop`];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
