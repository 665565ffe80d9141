// The page of sensors watches a real server: it asks before it connects to one that a link names, asks for the token and
// keeps it for that server, shows streams and their alarms, greys who is away, and comes back by itself.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_HEADERS } from '#src/cli/page-headers.js';
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
  pages = await startStaticServer({ root: new URL('../../../dist/studio/', import.meta.url), headers: PAGE_HEADERS });
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
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect
      .poll(() => page.locator('#token-hint').textContent())
      .toBe(`127.0.0.1:${port} does not know this token.`);
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
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

describe('a server that a link names', () => {
  it('is connected to only after a person has read its name in full and agreed', async () => {
    await using stranger = await listen();
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const state = () => page.locator('#connection').textContent();
    await page.goto(`${pages.url}sensors.html?server=ws://127.0.0.1:${stranger.port}/`);
    await page.getByText('Connect to another server?').waitFor();
    expect(await page.locator('#permission-server').textContent()).toBe(`ws://127.0.0.1:${stranger.port}`);
    expect(await page.locator('#permission-page').textContent()).toBe(new URL(pages.url).host);
    await page.getByRole('button', { name: 'Do not connect' }).click();
    await soon(state).toBe(`Not connected to 127.0.0.1:${stranger.port}.`);
    expect(await page.locator('#permission-form').isVisible()).toBe(false);
    await page.reload(); // a no is not kept
    await page.getByText('Connect to another server?').waitFor();
    expect(stranger.handshakes).toEqual([]);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await soon(() => stranger.handshakes.length).toBeGreaterThan(0);
    const before = stranger.handshakes.length;
    await page.reload(); // a yes is
    await soon(() => stranger.handshakes.length).toBeGreaterThan(before);
    await page.context().close();
  });

  it('never gets the token that is kept for another one', async () => {
    await using server = await serve(0);
    await using stranger = await listen();
    const page = await browser.newPage();
    const connectTo = async (url: string) => {
      await page.goto(`${pages.url}sensors.html?server=${url}`);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
    };
    await connectTo(server.socketUrl);
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await soon(() => page.locator('#connection').textContent()).toContain('connected');
    await connectTo(`ws://127.0.0.1:${stranger.port}/`);
    await soon(() => stranger.handshakes.length).toBeGreaterThan(0);
    expect(stranger.handshakes.join()).not.toContain(TOKEN);
    // the same server at another path is the same server
    await page.goto(`${pages.url}sensors.html?server=${server.socketUrl}?again&watch=x`);
    await soon(() => page.locator('#connection').textContent()).toContain('connected');
    await page.context().close();
  });

  it.each([
    ['ws://xn--80ak6aa92e.example:81', 'ws://аррӏе.example:81/', /letters of other alphabets.*not encrypted/],
    ['wss://trusted.example.evil.example', 'wss://trusted.example.evil.example:443/sensors.example', /^$/],
    ['ws://1.2.3.4', 'WS://0x01020304', /not encrypted/],
  ])('is shown as %s', async (shown, asked, remark) => {
    const page = await browser.newPage();
    await page.goto(`${pages.url}sensors.html?server=${encodeURIComponent(asked)}`);
    await page.getByText('Connect to another server?').waitFor();
    expect(await page.locator('#permission-server').textContent()).toBe(shown);
    expect(await page.locator('#permission-remark').textContent()).toMatch(remark);
    await page.context().close();
  });

  it.each([
    ['a user name that looks like a host', 'ws://sensors.example@127.0.0.1:9/', /user name/],
    ['another scheme', 'https://127.0.0.1:9/', /must begin with ws/],
    ['no host', 'ws:', /must begin with ws/],
    ['a fragment', 'ws://127.0.0.1:9/#x', /'#'/],
  ])('is refused with %s', async (_, asked, sentence) => {
    const page = await browser.newPage();
    await page.goto(`${pages.url}sensors.html?server=${encodeURIComponent(asked)}`);
    await soon(() => page.locator('#connection').textContent()).toMatch(sentence);
    expect(await page.locator('#permission-form').isVisible()).toBe(false);
    await page.context().close();
  });
});

describe('the pages', () => {
  it("are shown in nobody else's page", async () => {
    const html = `<iframe src="${pages.url}sensors.html"></iframe>`;
    await using other = await startStaticServer({
      root: new URL('../../../dist/studio/', import.meta.url),
      isolated: false,
      pages: { '/frame': html },
    });
    const page = await browser.newPage();
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    await page.goto(`${other.url}frame`);
    await soon(() => told.join()).toMatch(/frame-ancestors 'none'|X-Frame-Options/);
    expect(page.frames()[1]?.url() ?? '').not.toContain('sensors.html');
    await page.context().close();
  });
});

/** As `expect.poll`, with time for a machine that is busy. */
function soon<T>(look: () => T) {
  return expect.poll(look, { timeout: 30_000 });
}

/** A server of somebody: it notes who knocks, and lets nobody in. */
async function listen() {
  const handshakes: string[] = [];
  const http = createServer();
  http.on('upgrade', ({ url, headers }, socket) => {
    handshakes.push(JSON.stringify({ url, headers }));
    socket.destroy();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { port, handshakes, [Symbol.asyncDispose]: async () => void http.close() };
}
