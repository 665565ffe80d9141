// The operator's desk in Chromium, at a real `sluice serve` that is killed and started again: what a person says of alarms
// is done, shown, and still there.
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Client, connect } from '#src/node/index.js';
import type {} from '../../../src/studio/sensors/handle.js';
import { BROKEN, openSeries, rowsOf } from '../../server/operator/made.js';
import { receiver } from '../../server/outlets/made.js';
import { launchChromium } from '../../support/chromium.js';
import { startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const SOON = { timeout: 20_000 };
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(() => browser?.close());

async function start(state: string, port = 0, ...more: string[]) {
  const args = [
    'serve',
    '--json',
    '--port',
    String(port),
    '--state',
    state,
    '--save-every',
    '50',
    '--log-level',
    'silent',
  ];
  const child = startSluice([...args, ...more]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { socketUrl, url } = JSON.parse(line.toString()) as { socketUrl: string; url: string };
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await once(child, 'exit');
  };
  return { socketUrl, url, port: Number(new URL(url).port), end };
}

/** A stream that breaks and stays broken. */
async function broken(client: Client, name: string) {
  const stream = await openSeries(client, name);
  stream.detections$.subscribe({ error: () => undefined });
  stream.send(rowsOf(0, BROKEN + 40));
  return stream;
}

async function desk(url: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const wrong: string[] = [];
  page.on('console', (message) => wrong.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  await page.goto(url);
  return { page, wrong };
}

const line = (page: Page, stream: string) => page.locator('#desk-alarms > li', { hasText: stream });

/** Presses a button of an alarm's line, fills in the form, and sends it. */
async function say(page: Page, stream: string, button: string, fields: Readonly<Record<string, string>>, done: string) {
  await line(page, stream).getByRole('button', { name: button }).click();
  for (const [label, text] of Object.entries(fields)) await page.locator('#ask').getByLabel(label).fill(text);
  await page.locator('#ask').getByRole('button', { name: done, exact: true }).click();
  await expect.poll(() => page.locator('#ask').isVisible(), SOON).toBe(false);
}

describe("the operator's desk", { timeout: 120_000 }, () => {
  it('shows alarms with level, reason, why and picture, and keeps what a person says over kill -9', async () => {
    await using there = await receiver();
    const state = folder.path;
    const first = await start(state, 0, '--webhook', there.url);
    await using client = await connect(first.socketUrl, { backOff: { firstMs: 20, ceilingMs: 200 } });
    await broken(client, 'plant/pump');
    await broken(client, 'plant/fan');
    const lift = await broken(client, 'office/lift');
    const { page, wrong } = await desk(first.url);
    await expect.poll(() => page.locator('#desk-alarms > li').count(), SOON).toBe(3);
    const pump = line(page, 'plant/pump').first();
    await expect.poll(() => pump.textContent(), SOON).toMatch(/critical.*plant\/pump.*flow.*expected.*spreads above/);
    await expect.poll(() => pump.locator('svg path.value').count(), SOON).toBe(1);
    expect(await pump.textContent()).toContain('one cause with plant/fan');
    expect(await page.locator('#unseen').textContent()).toBe('3');
    expect(await page.locator('#local-alarms').isVisible()).toBe(false);

    await say(page, 'office/lift', 'Acknowledge: office/lift', { 'Your name': 'Anna', Note: 'I go' }, 'Acknowledge');
    await expect.poll(() => line(page, 'office/lift').textContent(), SOON).toContain('acknowledged by Anna');
    await page.getByRole('button', { name: 'Normal: office/lift' }).click();
    await page.getByLabel('whenever it looks like this').check();
    await page.getByRole('button', { name: 'It is normal' }).click();
    await expect.poll(() => line(page, 'office/lift').textContent(), SOON).toContain('always normal by Anna');
    lift.send(rowsOf(BROKEN + 40, BROKEN + 60));
    await expect.poll(() => line(page, 'office/lift').textContent(), SOON).toContain('over');
    await page.getByRole('button', { name: 'Mute: plant/fan' }).click();
    await page.getByLabel('Streams;').fill('plant/*');
    await page.getByLabel('Channel;').fill('');
    await page.getByLabel('a week').check();
    await page.locator('#ask').getByRole('button', { name: 'Mute', exact: true }).click();
    await expect.poll(() => line(page, 'plant/fan').first().getAttribute('data-state'), SOON).toBe('muted');
    await expect.poll(() => page.locator('#unseen').textContent(), SOON).toBe('0');

    await first.end('SIGKILL');
    const second = await start(state, first.port, '--webhook', there.url);
    await expect.poll(() => page.locator('#connection').textContent(), SOON).toContain('connected');
    await page.reload();
    await expect.poll(() => line(page, 'office/lift').textContent(), SOON).toContain('always normal by Anna');
    expect(await line(page, 'office/lift').textContent()).toContain('acknowledged by Anna');
    await expect.poll(() => line(page, 'plant/pump').first().getAttribute('data-state'), SOON).toBe('muted');
    await page.getByRole('tab', { name: 'Quiet' }).click();
    expect(await page.locator('#desk-quiet > li').count()).toBe(2);
    await page.getByRole('button', { name: 'End now: plant/*' }).click();
    await expect.poll(() => page.locator('#desk-quiet > li').count(), SOON).toBe(1);
    await page.getByRole('tab', { name: 'Alarms' }).click();
    await expect.poll(() => line(page, 'plant/pump').first().getAttribute('data-state'), SOON).toBe('open');
    await page.getByRole('tab', { name: 'Audit trail' }).click();
    const trail = page.locator('#desk-audit > li');
    await expect.poll(() => trail.count(), SOON).toBe(4);
    const deeds = await trail.locator('.head p').allTextContents();
    expect(deeds).toEqual(['Anna ended', 'Anna muted', 'Anna called always normal', 'Anna acknowledged']);
    expect(wrong.filter((each) => !each.includes('WebSocket'))).toEqual([]); // while the server was away
    await second.end('SIGTERM');
  });

  it('says why something cannot be done, and offers nothing to whom the token does not allow it', async () => {
    const tokens = ['--token', 'send,watch:right-right-right-1', '--token', 'operate,watch:right-right-right-2'];
    const server = await start(`${folder.path}/tokens`, 0, ...tokens);
    await using client = await connect(server.socketUrl, { token: 'right-right-right-1' });
    await broken(client, 'pump');
    for (const [token, may] of [
      ['right-right-right-1', false],
      ['right-right-right-2', true],
    ] as const) {
      const { page } = await desk(server.url);
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await expect.poll(() => page.locator('#desk-alarms > li').count(), SOON).toBe(1);
      expect(await page.getByRole('button', { name: 'Acknowledge: pump' }).isVisible()).toBe(may);
      if (!may) continue;
      await page.getByRole('tab', { name: 'Quiet' }).click();
      await page.getByRole('button', { name: 'Plan maintenance…' }).click();
      await page.getByLabel('Until').fill('2001-01-01T10:00');
      await page.locator('#ask').getByRole('button', { name: 'Plan maintenance', exact: true }).click();
      await expect.poll(() => page.locator('#ask-refused').textContent(), SOON).toContain('must be later than now');
      await page.getByRole('button', { name: 'Cancel' }).click();
      expect(await page.locator('#desk-quiet').textContent()).toContain('Nothing is muted');
    }
    await server.end('SIGTERM');
  });
});
