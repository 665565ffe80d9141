// The page of sensors in Chromium, with the plant that is in it: what it shows, what a fault does, and what it costs to
// draw.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_HEADERS } from '#src/cli/page-headers.js';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';
import type {} from '../../../src/studio/sensors/handle.js';
import { launchChromium } from '../../support/chromium.js';

const root = new URL('../../../dist/studio/', import.meta.url);
/** A minute of the plant takes six seconds. */
const FAST = '?seed=2&speed=10';

let browser: Browser;
let isolated: StaticServer;
let bare: StaticServer;

beforeAll(async () => {
  browser = await launchChromium();
  isolated = await startStaticServer({ root, headers: PAGE_HEADERS });
  bare = await startStaticServer({ root, isolated: false, headers: PAGE_HEADERS });
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await isolated?.close();
  await bare?.close();
});

describe('the page of sensors', () => {
  it('shows every machine, learns what is normal, and breaks no rule of its content-security policy', async () => {
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on('request', (request) => seen.push(request.url()));
    page.on('worker', (worker) => seen.push(worker.url()));
    page.on('console', (message) => seen.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
    await page.goto(`${isolated.url}sensors.html${FAST}`);
    await page.waitForFunction(() => window.sluiceSensors?.streams().length === 9);
    await page
      .locator('.chip', { hasText: /^learning \d+ %$/ })
      .first()
      .waitFor();
    await learnt(page);
    expect(await page.evaluate(() => window.sluiceSensors.transport)).toBe('shared');
    const names = await page.locator('#grid .open').allTextContents();
    const machines = ['furnace-1', 'furnace-2', 'pump-1', 'pump-2', 'pump-3', 'pump-4', 'traffic-1', 'traffic-2'];
    expect(names.sort()).toEqual([...machines, 'traffic-3']);
    await page.getByRole('button', { name: /^pump-2, / }).click(); // its charts, too, keep to the policy
    await page.locator('.stage canvas').first().waitFor();
    expect(seen.filter((url) => !url.startsWith(isolated.url))).toEqual([]);
  });

  it('starts where the browser names no language, and says so where it cannot start', async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'language', { get: () => 'C' }));
    await page.goto(`${bare.url}sensors.html${FAST}`);
    await page.waitForFunction(() => window.sluiceSensors?.streams().length === 9);
    await page.route('**/page-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'x y' }));
    await page.reload();
    await expect.poll(() => page.locator('#notices').textContent()).toMatch(/^The page cannot start\. .*SyntaxError/);
    expect(await page.locator('#connection').textContent()).toBe('Not started');
  });

  it('makes an alarm of a fault, on its machine, with the channel that it is about, until somebody has seen it', async () => {
    const page = await open(isolated, FAST);
    await known(page);
    await fail(page, 'traffic-1', 'outage');
    const { alarm, id } = await graveAlarm(page, 'traffic-1');
    expect(['requests', 'latency']).toContain(alarm.channel);
    expect(Math.abs(alarm.value - alarm.expected)).toBeGreaterThan(3 * alarm.spread);
    const line = page.locator(`#alarms li[data-alarm="${id}"]`);
    await expect.poll(() => line.textContent()).toContain(`${alarm.channel} `);
    const isSeen = () => page.evaluate((of) => window.sluiceSensors.alarms().find((one) => one.id === of)?.seen, id);
    expect(await isSeen()).toBe(false);
    expect(Number(await page.locator('#unseen').textContent())).toBeGreaterThan(0);
    await line.getByRole('button', { name: /^Acknowledge: traffic-1/ }).click();
    expect(await isSeen()).toBe(true);
    await expect.poll(() => line.getAttribute('class')).toBe('seen');
    await fail(page, 'pump-1', 'blocked');
    await graveAlarm(page, 'pump-1');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Acknowledge all' }).click();
    await expect.poll(() => page.evaluate(() => window.sluiceSensors.alarms()[0]?.seen)).toBe(true);
  });

  it('works over messages on a page that is not isolated', async () => {
    const page = await open(bare, FAST);
    await learnt(page);
    expect(await page.evaluate(() => window.sluiceSensors.transport)).toBe('messages');
    await known(page);
    await fail(page, 'pump-1', 'blocked');
    expect(['pressure', 'flow', 'vibration']).toContain((await graveAlarm(page, 'pump-1')).alarm.channel);
  });

  it('opens a stream large by the keyboard, with a chart a channel, and closes it where one was', async () => {
    const page = await open(isolated, '?speed=20');
    await page.waitForFunction(() => window.sluiceSensors.streams().every(({ rows }) => rows > 600));
    await page.getByRole('button', { name: /^furnace-1, / }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.stage h3').allTextContents())
      .toEqual(['temperature', 'gas', 'draft', 'severity']);
    await page.locator('.stage .uplot').nth(3).waitFor();
    await page.getByRole('slider', { name: 'Back through the history' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('.stage output').textContent()).toMatch(/^until \d\d:\d\d:\d\d$/);
    await page.keyboard.press('Escape');
    expect(await page.locator('#stage').isHidden()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('furnace-1');
  });

  it.each([380, 1600])('fits into %i pixels', async (width) => {
    const page = await open(isolated, FAST, { width, height: 900 });
    await page.getByRole('button', { name: /^pump-1, / }).click();
    await page.locator('.stage .uplot').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('draws no more than what is in sight of 200 streams, and of that so many at a time', async () => {
    const page = await open(isolated, '?machines=200', { width: 1280, height: 720 });
    await drawnFor(page, 20);
    const inSight = await page.evaluate(() => {
      const isNear = (item: Element) => item.getBoundingClientRect().top < innerHeight + 80;
      return [...document.querySelectorAll('#grid > li')].filter(isNear).length;
    });
    expect(inSight).toBeLessThan(20);
    expect((await page.evaluate(() => window.sluiceSensors.drawing)).mostAFrame).toBeLessThanOrEqual(inSight);
    // a wall of screens: everything is in sight, and is drawn in turn
    await page.setViewportSize({ width: 3000, height: 7500 });
    const undrawn = () =>
      page.evaluate(
        () => [...document.querySelectorAll('.chip')].filter(({ textContent }) => textContent === '').length,
      );
    await expect.poll(undrawn, { timeout: 20_000 }).toBe(0);
    expect((await page.evaluate(() => window.sluiceSensors.drawing)).mostAFrame).toBe(40);
  });
});

async function open(server: StaticServer, query: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.goto(`${server.url}sensors.html${query}`);
  await page.waitForFunction(() => (window.sluiceSensors?.streams().length ?? 0) >= 9);
  return page;
}

async function learnt(page: Page): Promise<void> {
  const isLearnt = () => window.sluiceSensors.streams().every(({ state }) => state !== 'learning');
  await page.waitForFunction(isLearnt, undefined, { timeout: 25_000 });
}

/** Two minutes of the plant: alarms are graver than chance only where something is known of it. */
async function known(page: Page): Promise<void> {
  const isKnown = () => window.sluiceSensors.streams().every(({ rows }) => rows >= 1200);
  await page.waitForFunction(isKnown, undefined, { timeout: 40_000 });
}

function fail(page: Page, machine: string, fault: string): Promise<void> {
  const group = page.getByRole('group', { name: `Inject a fault into ${machine}`, exact: true });
  return group.getByRole('button', { name: fault }).click();
}

/** An alarm far graver than what chance brings now and then. */
async function graveAlarm(page: Page, stream: string) {
  const find = (name: string) =>
    window.sluiceSensors.alarms().find(({ alarm }) => alarm.stream === name && alarm.severity > 3.6);
  await page.waitForFunction(find, stream, { timeout: 20_000 });
  const found = await page.evaluate(find, stream);
  if (found === undefined) throw new Error('the alarm is gone again');
  return found;
}

/** Rows are there, and so many frames have been drawn of them. */
async function drawnFor(page: Page, frames: number): Promise<void> {
  await page.waitForFunction(() => window.sluiceSensors.streams().filter(({ rows }) => rows > 8).length === 200);
  const { frames: before } = await page.evaluate(() => window.sluiceSensors.drawing);
  await page.waitForFunction((most) => window.sluiceSensors.drawing.frames > most, before + frames);
}
