// What a recipe's page finds in Chromium, and what it must find: what Node finds.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { detectInNode, digestOf, keywordsFile, predictInNode, recordingFile } from '../browser/page.js';

/** What a recipe shows, in words and in the attributes `data-…` of its page. */
export interface Seen {
  readonly words: string;
  /** Of all predictions on the recording. */
  readonly digest: string | undefined;
  /** Of all predictions on the made-up sensor. */
  readonly sensor: string | undefined;
  readonly transport: string | undefined;
  /** Whether the microphone was heard. */
  readonly heard: boolean;
}

/** What every page must show; `app` is an installed recipe whose `streams.js` Node runs. */
export async function expectedInNode(streams: string): Promise<Omit<Seen, 'transport'>> {
  const script = `import { watchSensor } from ${JSON.stringify(streams)}; console.log(await watchSensor());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  const detections = await detectInNode(recordingFile, keywordsFile);
  return {
    words: detections.map(({ label }) => label).join(', '),
    digest: digestOf(await predictInNode(recordingFile, keywordsFile)),
    sensor: stdout.trim(),
    heard: true,
  };
}

/** Opens the page, waits until it has found everything, and lets it hear the microphone. */
export async function see(browser: Browser, url: string): Promise<Seen> {
  const page = await browser.newPage();
  const told: string[] = [];
  page.on('console', (message) => told.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => told.push(String(error)));
  page.on('response', (answer) => {
    if (answer.status() >= 400) told.push(`${answer.status()} ${answer.url()}`);
  });
  try {
    await page.goto(url);
    await page.waitForSelector('main[data-sensor], main[data-error]', { timeout: 60_000, state: 'attached' });
    await page.click('button');
    await page.waitForSelector('main[data-heard], main[data-error]', { timeout: 60_000, state: 'attached' });
    const { digest, sensor, transport, heard, error } = await page.$eval('main', (main) => ({ ...main.dataset }));
    if (error !== undefined) throw new Error(error);
    return { words: (await page.textContent('main p')) ?? '', digest, sensor, transport, heard: heard !== undefined };
  } catch (error) {
    throw new Error(`${error}\n${told.join('\n')}`);
  } finally {
    await page.close();
  }
}
