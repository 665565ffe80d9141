// The page of sensors as `sluice serve` itself serves it: it needs not be told where its server is.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeModel } from '#src/model/file/model-file.js';
import { connect, seriesModel } from '#src/node/index.js';
import type {} from '../../../src/studio/sensors/handle.js';
import { launchChromium } from '../../support/chromium.js';
import { startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

const START = Date.UTC(2026, 0, 5);
const folder = temporaryFolder();

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

it('sluice serve opens a page on its own streams: a card for each, with its rows, and nothing from elsewhere', async () => {
  const model = folder.write('boiler.safetensors', writeModel(seriesModel({ channels: ['heat', 'draft'] })));
  const server = startSluice(['serve', '--json', '--port', '0', '--log-level', 'warn', '--model', model]);
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  try {
    const said = await new Promise<string>((resolve) => server.stdout.once('data', (data) => resolve(String(data))));
    const { url, socketUrl } = JSON.parse(said) as { url: string; socketUrl: string };
    await using client = await connect(socketUrl);
    const stream = await client.open({ stream: 'boiler-7', maxDelayMs: 10_000 });
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on('request', (request) => seen.push(request.url()));
    page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
    await page.goto(url);
    await expect.poll(() => page.locator('#connection').textContent()).toContain('connected');
    for (let i = 0; i < 20; i++) stream.send([START + i * 1000, 70 + i, 3]);
    await expect.poll(() => page.locator('#grid .open').allTextContents()).toEqual(['boiler-7']);
    await expect.poll(() => page.evaluate(() => window.sluiceSensors.streams()[0]?.rows)).toBe(20);
    expect(await page.locator('#grid > li').count()).toBe(1);
    expect(seen.filter((address) => !address.startsWith(url))).toEqual([]);
  } finally {
    server.kill('SIGINT');
  }
  expect(await ended).toBe(0);
});
