// The page of sensors watches a real server: it asks for the token, shows streams and their alarms, greys who is away,
// and comes back by itself.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientStream, connect, seriesModel } from '#src/node/index.js';
import { startServer } from '#src/node/serve.js';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';
import type {} from '../../../src/studio/sensors/handle.js';
import { launchChromium } from '../../support/chromium.js';
import { random } from '../../support/random.js';

const TOKEN = 'a-token-that-nobody-guesses-0123456789';
const START = Date.UTC(2026, 0, 5);

let browser: Browser;
let pages: StaticServer;

beforeAll(async () => {
  browser = await launchChromium();
  pages = await startStaticServer({ root: new URL('../../../dist/studio/', import.meta.url) });
});

afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

/** A server of series at a port, 0 for any. */
function serve(port: number) {
  const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 100 });
  return startServer({
    port,
    model: { name: 'anomaly', model },
    tokens: [{ token: TOKEN, rights: ['send', 'watch'] }],
    origins: [new URL(pages.url).origin],
  });
}

/** Rows that follow a wave; from `at` on the flow stops for five. */
function rowsOf(count: number, at: number): number[][] {
  const next = random(11);
  return Array.from({ length: count }, (_, i) => {
    const wave = Math.sin((2 * Math.PI * i) / 48) + 0.1 * (next() - 0.5);
    return [START + i * 1000, 50 + wave, i >= at && i < at + 5 ? 0 : 20 + wave];
  });
}

/** Each when the one before is answered: rows of a sensor, not a flood. */
async function sendOneByOne(stream: ClientStream, given: readonly number[][]): Promise<void> {
  let sent = 0;
  await new Promise<void>((resolve, reject) => {
    const subscription = stream.predictions$.subscribe({ next: () => next(), error: reject });
    const next = () => {
      const row = given[sent++];
      if (row !== undefined) return stream.send(row);
      subscription.unsubscribe();
      resolve();
    };
    next();
  });
}

describe('the page of sensors at a server', () => {
  it('asks for a token, shows what comes, tells alarms, and reconnects', async () => {
    let server = await serve(0);
    const { port, socketUrl } = server;
    let sender = await connect(socketUrl, { token: TOKEN });
    const stream = await sender.open({ stream: 'pump-1', maxDelayMs: 10_000 });
    const given = rowsOf(400, 300);
    await sendOneByOne(stream, given.slice(0, 200));

    const page = await browser.newPage();
    await page.goto(`${pages.url}sensors.html?server=${socketUrl}&watch=pump-*`);
    const state = () => page.locator('#connection').textContent();
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect.poll(() => page.locator('#token-hint').textContent()).toBe('The server does not know this token.');
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect.poll(state).toContain('connected');
    const rows = () => page.evaluate(() => window.sluiceSensors.streams()[0]?.rows);
    await expect.poll(rows).toBe(200); // of before it watched
    await sendOneByOne(stream, given.slice(200));
    await expect.poll(rows).toBe(400);
    const alarms = await page.evaluate(() => window.sluiceSensors.alarms().map(({ alarm }) => alarm));
    const found = alarms.find(({ timeMs }) => timeMs === given[300]?.[0]);
    expect(found).toMatchObject({ stream: 'pump-1', channel: 'flow', value: 0 });
    expect(found?.expected).toBeGreaterThan(15);

    await sender.close();
    await expect.poll(() => page.evaluate(() => window.sluiceSensors.streams()[0]?.state)).toBe('away');
    await server.close();
    await expect.poll(state).toContain('reconnecting');
    server = await serve(port);
    try {
      sender = await connect(server.socketUrl, { token: TOKEN });
      await sender.open({ stream: 'pump-2' });
      await expect.poll(state, { timeout: 20_000 }).toContain('connected');
      await expect.poll(() => page.locator('#grid .open').allTextContents()).toContain('pump-2');
      // the token is kept for the tab: who loads the page anew is not asked
      await page.reload();
      await expect.poll(state).toContain('connected');
    } finally {
      await sender.close();
      await server.close();
    }
  });
});
