import { describe, expect, it } from 'vitest';
import { parseBudgets } from '#src/harness/latency/budget.js';
import { reportPage } from '#src/harness/latency/page/page.js';
import { readLines } from '#src/harness/latency/read-lines.js';
import type { BenchLine } from '#src/harness/results.js';
import { launchChromium } from '../../support/chromium.js';
import { someLine } from './lines.js';

const lines: BenchLine[] = [
  {
    kind: 'machine',
    cpu: 'A <fast> & "good" one',
    cores: 2,
    platform: 'linux x64',
    node: '20.0.0',
    v8: '11',
    chromium: null,
    date: '2026-01-02',
  },
  someLine(),
  someLine({ subscriber: 'worker' }, 0.5),
  someLine({ engine: 'onnxruntime-web', boundMs: null, collections: null }, 7),
  someLine({ scenario: 'overload-10', runtime: 'chromium', accounted: false, offered: 9, dropped: 3 }),
  someLine({
    scenario: 'long-run',
    memory: [
      [60_000, 100 * 2 ** 20],
      [120_000, 101 * 2 ** 20],
    ],
  }),
];

describe('the report', () => {
  it('is one page that loads nothing, and holds plots, tables and the lines themselves', () => {
    const page = reportPage(lines, [], []);
    expect(page).not.toMatch(/https?:|\bsrc=|@import|url\(|<link/);
    for (const text of [
      'A &lt;fast> &amp; &quot;good&quot; one',
      'onnxruntime-web',
      'sluice, subscriber in a worker',
      'ten times as much',
    ])
      expect(page).toContain(text);
    for (const title of ['Latency by percentile', 'Latency over time', 'Latency by stage']) {
      expect(page.split(`<title>${title}</title>`)).toHaveLength(1 + 3); // of two scenarios in Node, and one in Chromium
    }
    expect(page).toContain('5002 offered = 5000 delivered + 2 dropped');
    expect(page).toContain('9 offered ≠ 5000 delivered + 3 dropped');
    expect(page).toContain('3, does not add up');
    expect(page).toContain('100 MB after a minute, 101 MB after 2');
    expect(page).not.toContain('p99 before');
  });

  it('gives its lines back to a later run, and so do lines of JSON', () => {
    const page = reportPage(lines, [], []);
    const back = readLines(page);
    expect(back).toHaveLength(5);
    expect(back[0]).toMatchObject({ scenario: 'steady', p99Ms: 4 });
    expect(readLines(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual(back);
  });

  it('compares with an earlier run: better, worse, new, and its curve as dashes', () => {
    const before = readLines(
      [someLine({}, 2), someLine({ subscriber: 'worker' }, 0.25)].map((line) => JSON.stringify(line)).join('\n'),
    );
    const page = reportPage(lines, before, []);
    expect(page).toContain('<td class="number better">8 ms (-50 %)</td>');
    expect(page).toContain('<td class="number worse">1 ms (+100 %)</td>');
    expect(page).toContain('<td class="number">new</td>');
    expect(page.split('class="curve ours-main before"')).toHaveLength(2);
  });

  it('says which budgets are kept and which are not', () => {
    expect(reportPage(lines, [], parseBudgets('p99=5ms'))).toContain('Every budget is kept: <code>p99=5ms</code>');
    expect(reportPage(lines, [], parseBudgets('p99=3ms'))).toContain(
      '<li>the budget p99=3ms is broken by steady in node',
    );
  });

  it.each([
    ['', /no line of latency/],
    ['{"kind":"step"}', /no line of latency/],
    ['not json', /received 'not json'/],
    ['{"kind":"latency","scenario":7}', /must be a report/],
  ])('refuses the baseline %j in a sentence', (text, sentence) => {
    expect(() => readLines(text)).toThrow(sentence);
  });

  it('is drawn by a browser without a complaint, and no text of it runs out of its plot', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.setContent(reportPage(lines, [], []));
      expect(await page.locator('svg').count()).toBe(9);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('figure')].flatMap((figure) => {
          const { left, right, top, bottom } = figure.getBoundingClientRect();
          return [...figure.querySelectorAll('svg text, svg path, svg circle')].flatMap((part) => {
            const box = part.getBoundingClientRect();
            const fits = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
            return fits ? [] : [part.outerHTML];
          });
        }),
      );
      expect(outside).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
