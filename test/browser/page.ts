// What browser tests share: the blank page in Chromium, isolated or not, and the recording that comes with the package.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll } from 'vitest';
import {
  type Detection,
  openStream,
  type Prediction,
  predictionBytes,
  readAudio,
  readModel,
  replay,
} from '#src/node/index.js';
import { type ChromiumOptions, launchChromium } from '../support/chromium.js';
import { startSite } from '../support/site.js';

export const recordingFile = fileURLToPath(new URL('../../dist/assets/recording.wav', import.meta.url));
export const keywordsFile = fileURLToPath(new URL('../../dist/models/keywords.safetensors', import.meta.url));
export const commandsFile = fileURLToPath(new URL('../../dist/models/commands.safetensors', import.meta.url));

/** A phrase of the recording and where it truly lies. */
export interface Said {
  readonly label: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** What is said in the recording of what a model listens for. */
export async function recordingTruth(file = keywordsFile): Promise<Said[]> {
  const { enter } = readModel(await readFile(file)).detector;
  const all = JSON.parse(
    await readFile(new URL('../../dist/assets/recording.json', import.meta.url), 'utf8'),
  ) as Said[];
  return all.filter(({ label }) => label in enter);
}

/** One browser for all pages of a file that ask for nothing special. */
let plain: Promise<Browser> | undefined;

afterAll(async () => (await plain)?.close());

/** Runs `use` with a blank page, and takes everything down again. */
export async function withPage<T>(
  options: ChromiumOptions & { isolated: boolean },
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const { isolated, ...special } = options;
  const site = await startSite({ isolated });
  let own: Browser | undefined;
  let page: Page | undefined;
  try {
    if (Object.keys(special).length > 0) own = await launchChromium(special);
    else plain ??= launchChromium();
    page = await ((own ?? (await plain)) as Browser).newPage();
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.goto(site.url);
    await page.waitForFunction('typeof load === "function"');
    return await use(page);
  } finally {
    await page?.close();
    await own?.close();
    await site.close();
  }
}

/** sha256 over the bytes of the first `count` predictions (all of them by default). */
export function digestOf(predictions: readonly Uint8Array[], count = predictions.length): string {
  const hash = createHash('sha256');
  for (const bytes of predictions.slice(0, count)) hash.update(bytes);
  return hash.digest('hex');
}

/** The predictions on the recording that Node makes, as bytes. */
export async function predictInNode(file: string, model: string): Promise<Uint8Array[]> {
  const { samples, sampleRate } = await readAudio(file);
  const stream = await openStream({ source: replay(samples, { sampleRate, pace: 'fast' }), model });
  const predictions: Prediction[] = await lastValueFrom(stream.predictions$.pipe(toArray()));
  await stream.close();
  return predictions.map(predictionBytes);
}

/** The detections in a file that Node makes. */
export async function detectInNode(file: string, model: string): Promise<Detection[]> {
  const { samples, sampleRate } = await readAudio(file);
  const stream = await openStream({ source: replay(samples, { sampleRate, pace: 'fast' }), model });
  return lastValueFrom(stream.detections$.pipe(toArray()));
}
