// A table and a series model that a person opens on the page of sensors, in Chromium: what it shows is what
// `sluice run` says.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_HEADERS } from '#src/cli/page-headers.js';
import { seriesModel, writeModel } from '#src/node/index.js';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';
import type {} from '../../../src/studio/sensors/handle.js';
import type {} from '../../../src/studio/words/handle.js';
import { launchChromium } from '../../support/chromium.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const folder = temporaryFolder();
let browser: Browser;
let site: StaticServer;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startStaticServer({ root: new URL('../../../dist/studio/', import.meta.url), headers: PAGE_HEADERS });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A flow that swings, with a jump in it; German decimals, and a column of text. */
function table(rows = 1500): string {
  const line = (i: number) => {
    const flow = 20 + 3 * Math.sin(i / 9) + 0.05 * Math.sin(i * 12.9898) + (i >= 1200 && i < 1215 ? 9 : 0);
    const time = new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString().slice(0, 16).replace('T', ' ');
    return `${time};${flow.toFixed(3).replace('.', ',')};pump`;
  };
  return `time;flow [l/min];machine\n${Array.from({ length: rows }, (_, i) => line(i)).join('\n')}\n`;
}

describe('a table that a person opens', () => {
  it('runs as in sluice run: the same alarms, with what was recognised, shown large at its end', async () => {
    const path = folder.write('plant.csv', table());
    const ran = await sluice(['run', path, '--json']);
    const told = ran.lines.filter(({ kind }) => kind === 'anomaly');
    expect(told.length).toBeGreaterThan(0);
    const page = await open('sensors.html?machines=2');
    await page.waitForFunction(() => window.sluiceSensors.streams().length === 2);
    await page.locator('#file').setInputFiles(path);
    await page.locator('.stage canvas').first().waitFor();
    const [stream] = await page.evaluate(() => window.sluiceSensors.streams());
    expect(stream).toMatchObject({ name: 'plant.csv', rows: 1500 });
    expect(await page.locator('#grid > li').count()).toBe(1);
    const alarms = await page.evaluate(() =>
      window.sluiceSensors.alarms().map(({ firstMs, alarm }) => [firstMs, alarm.channel]),
    );
    expect(alarms.map(([timeMs]) => timeMs)).toContain(told[0]?.endsAtMs);
    const notice = await page.locator('#notices .notice').textContent();
    expect(notice).toContain('plant.csv');
    expect(notice).toMatch(/machine/); // the column that is no channel
    expect(await page.locator('#alarms time').first().textContent()).toMatch(/^2026-01-01 \d\d:\d\d:\d\d UTC$/);
  });

  it('is refused with the reason where nothing in it is understood', async () => {
    const page = await open('sensors.html?machines=1');
    await page.locator('#file').setInputFiles(folder.write('notes.txt', 'buy milk\nand bread\n'));
    await page.locator('#notices .notice').waitFor();
    expect(await page.locator('#notices .notice strong').textContent()).toBe('This table cannot be used.');
    expect(await page.locator('#notices .detail').textContent()).not.toBe('');
    expect(await page.locator('#connection').textContent()).toBe('notes.txt cannot be used');
  });

  it('is watched by a series model that was opened before', async () => {
    const page = await open('sensors.html?machines=1');
    const model = seriesModel({ channels: ['flow'], learnFor: 50, name: 'plant' });
    await page.locator('#file').setInputFiles(folder.write('plant.safetensors', writeModel(model)));
    await page.locator('#notices .notice').waitFor();
    expect(await page.locator('#notices .notice').textContent()).toContain('It watches flow.');
    await page
      .locator('#file')
      .setInputFiles(folder.write('other.csv', 'time,level,flow\n2026-01-01,1,2\n2026-01-02,2,3\n'));
    await page.locator('.stage canvas').first().waitFor();
    expect(await page.locator('.readings .channel').allTextContents()).toEqual(['flow', 'severity']);
  });
});

describe('a file that is brought to the wrong page', () => {
  it('goes to the other one: a table to the sensors, a model of sound to the page that listens', async () => {
    const page = await open('');
    await page.locator('#model').setInputFiles(folder.write('moved.csv', table(60)));
    await page.waitForURL('**/sensors.html');
    await page.locator('.stage canvas').first().waitFor();
    expect(await page.locator('#grid .open').allTextContents()).toEqual(['moved.csv']);
    const mine = tinyModelBytes({ labels: ['none', 'left', 'right'] });
    await page.locator('#file').setInputFiles(folder.write('mine.safetensors', mine));
    await page.waitForFunction(() => document.querySelectorAll('.score-rows input').length === 2);
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${site.url}${path}`);
  await page.waitForFunction(() => window.sluiceSensors !== undefined || window.sluiceStudio !== undefined);
  return page;
}
