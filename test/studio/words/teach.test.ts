// A person teaches the page a word: by the real page, a microphone that plays made-up takes, and the real worker.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PAGE_HEADERS } from '#src/cli/page-headers.js';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readModel } from '#src/model/file/model-file.js';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';
import type {} from '../../../src/studio/words/handle.js';
import { launchChromium } from '../../support/chromium.js';
import { temporaryFolder } from '../../support/folder.js';
import { madeWord } from '../../support/made-word.js';

const RATE = 16_000;
/** Of sound that a correction takes. */
const SECONDS = 4;
const folder = temporaryFolder();
let browser: Browser;
let site: StaticServer;

beforeAll(async () => {
  const file = folder.write('takes.wav', wavBytes(takes(), RATE));
  // Played again and again, as long as the microphone is open.
  const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  browser = await launchChromium({ flags: [...flags, `--use-file-for-fake-audio-capture=${file}`] });
  site = await startStaticServer({ root: new URL('../../../dist/studio/', import.meta.url), headers: PAGE_HEADERS });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

it('a word is taught, heard, corrected, kept over a reload, saved and removed', { timeout: 1_800_000 }, async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(site.url);
  await page.waitForFunction(() => document.querySelector('#state')?.textContent === 'Ready');
  expect(loaded.filter((url) => /talk\.bank|kernel-training|panel/.test(url))).toEqual([]); // nothing before it is asked for
  await page.getByRole('button', { name: 'Teach a word…' }).press('Enter');
  await page.getByLabel('Word or phrase').fill('lantern');
  await recordFive(page);
  await page.getByRole('button', { name: 'Learn it' }).press('Enter');
  await page.waitForFunction(() => document.querySelector('#teach-status')?.textContent?.includes('is learnt'));
  await page.waitForFunction(() => window.sluiceStudio.detections.some(({ label }) => label === 'lantern'));
  const words = page.getByRole('list', { name: 'Words that were taught' });
  expect(await words.locator('b').allTextContents()).toEqual(['lantern']);

  await correct(page, 'You missed it', { missed: [SECONDS], wrong: [] });
  await correct(page, 'That was wrong', { missed: [SECONDS], wrong: [SECONDS] });

  await page.reload();
  await words.locator('b').waitFor();
  expect(await words.locator('b').allTextContents()).toEqual(['lantern']);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the model…' }).click();
  const model = readModel(await readFile(await (await saved).path()));
  expect(model.labels.at(-1)).toBe('lantern');

  await page.getByRole('button', { name: 'Remove lantern' }).click();
  await page.waitForFunction(() => document.querySelector('#teach-status')?.textContent?.includes('is forgotten'));
  await page.reload();
  await page.waitForFunction(() => document.querySelector('#state')?.textContent === 'Ready');
  await page.getByRole('button', { name: 'Teach a word…' }).waitFor();
  expect(await page.evaluate(() => localStorage.getItem('sluice-taught'))).toBeNull();
});

/**
 * Allows the page to keep the last seconds, and presses the button once there are enough of them. The word is learnt anew
 * with their sound: `kept` is how long each sound is that the browser keeps of it, s.
 */
async function correct(page: Page, name: string, kept: { missed: number[]; wrong: number[] }): Promise<void> {
  const button = page.getByRole('button', { name });
  const keep = page.getByRole('checkbox', { name: 'Keep the last 6 seconds' });
  if (!(await keep.isChecked())) {
    expect(await button.isDisabled()).toBe(true);
    expect(await page.evaluate(() => window.sluiceStudio.lastSeconds())).toBeNull();
    await keep.press('Space');
  }
  await page.waitForFunction((seconds) => {
    const sound = window.sluiceStudio.lastSeconds();
    return sound !== null && sound.samples.length > seconds * sound.sampleRate;
  }, SECONDS);
  await button.press('Enter');
  await page.waitForFunction(() => !/is learnt/.test(document.querySelector('#teach-status')?.textContent ?? ''));
  await page.waitForFunction(() => /is learnt/.test(document.querySelector('#teach-status')?.textContent ?? ''));
  expect(await page.evaluate(keptSounds)).toEqual({ word: 'lantern', takes: 5, ...kept });
}

/** Runs in the page: what the browser keeps of the one word that was taught. */
async function keptSounds() {
  interface Sound {
    readonly samples: Float32Array;
    readonly sampleRate: number;
  }
  interface Word {
    readonly word: string;
    readonly takes: readonly Sound[];
    readonly missed: readonly Sound[];
    readonly wrong: readonly Sound[];
  }
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('sluice-taught'));
  const words: Word[] = await settled(database.transaction('words').objectStore('words').getAll());
  database.close();
  const seconds = (sounds: readonly Sound[]) => sounds.map(({ samples, sampleRate }) => samples.length / sampleRate);
  const [{ word, takes, missed, wrong }] = words as [Word];
  return { word, takes: takes.length, missed: seconds(missed), wrong: seconds(wrong) };
}

/** Presses Record until five takes are good; what the page says of a take that is not good is read on the way. */
async function recordFive(page: Page): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    if (await page.getByRole('button', { name: 'Learn it' }).isEnabled()) return;
    const before = await page.locator('#teach-status').textContent();
    await page.locator('#teach-say').press('Enter');
    await page.waitForFunction((text) => {
      const now = document.querySelector('#teach-status')?.textContent ?? '';
      const said = !/^(Opening|Say “)/.test(now);
      const button = document.querySelector<HTMLButtonElement>('#teach-say');
      return (
        said && now !== '' && (now !== text || button?.textContent !== 'Cancel') && button?.textContent !== 'Cancel'
      );
    }, before);
  }
  throw new Error(`five takes were not good: ${await page.locator('#teach').textContent()}`);
}

/** Eight takes, three seconds apart. The browser plays them again and again. */
function takes(): Float32Array {
  const gap = 3 * RATE;
  const out = Float32Array.from({ length: 8 * gap }, (_, i) => 2e-4 * Math.sin(i * i));
  for (let take = 0; take < 8; take++) {
    const { samples } = madeWord(3, take + 1);
    out.set(samples, take * gap + RATE);
  }
  return out;
}
