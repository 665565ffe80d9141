// Documents quote the figures that the benchmark wrote, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFigures } from '#bench/figures/figures.js';
import { blocksIn, withFigures } from '#bench/figures/markdown.js';
import { stepPlot } from '#bench/figures/step-plot.js';
import { bench } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const lines = readFigures(read('bench/figures/figures.jsonl'));
const folder = temporaryFolder();

/** README.md and all pages of docs/. */
function documents(): string[] {
  const pages = [root, new URL('docs/', root)].flatMap((folder) =>
    readdirSync(folder).map((name) => new URL(name, folder)),
  );
  return pages.map(({ href }) => href.slice(root.href.length)).filter((name) => name.endsWith('.md'));
}

describe('the documents', () => {
  const quoting = documents().filter((name) => blocksIn(read(name), name).length > 0);

  it.each(quoting)('%s quotes what the benchmark wrote', (name) => {
    expect(withFigures(read(name), lines, name)).toBe(read(name));
  });

  it('have a place for the steps, the latency and the server', () => {
    const blocks = new Set(quoting.flatMap((name) => blocksIn(read(name), name)));
    for (const block of ['figures', 'latency', 'serve']) expect(blocks).toContain(block);
  });

  it('show the picture of the steps that the benchmark drew', () => {
    expect(read('bench/figures/step.svg')).toBe(stepPlot(lines));
  });
});

describe('withFigures()', () => {
  it('replaces the blocks that a text has, and keeps the rest', () => {
    const text =
      '# Serving\n<!-- serve -->\nold\n<!-- end of serve -->\nThe end.\n<!-- machine --><!-- end of machine -->\n';
    const filled = withFigures(text, lines);
    expect(filled).toMatch(/^# Serving\n<!-- serve -->\n\n\| {2}\| goal \| measured \|\n/);
    expect(filled).toMatch(
      /\n<!-- end of serve -->\nThe end\.\n<!-- machine -->\n\nFrom one run of `npm run bench` on /,
    );
    expect(filled).not.toContain('old');
    expect(withFigures(filled, lines)).toBe(filled);
  });

  it.each([
    ['no markers', /^Cannot put figures into docs\/a\.md: it has none of the markers '<!-- machine -->'/],
    ['<!-- latency --> without an end', /'<!-- latency -->' … '<!-- end of latency -->' is not whole/],
    ['<!-- end of serve --> <!-- serve -->', /is not whole/],
  ])('refuses a text with %s', (text, sentence) => {
    expect(() => withFigures(text, lines, 'docs/a.md')).toThrow(sentence);
  });
});

describe('npm run bench -- figures', () => {
  it('puts the figures of an earlier run into the files that are named, or into none', async () => {
    const [from, page] = [
      'bench/figures/figures.jsonl',
      folder.write('page.md', '<!-- serve --><!-- end of serve -->'),
    ];
    const plot = `${folder.path}/step.svg`;
    expect(await bench(['figures', from, page, '--plot', plot])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(page, 'utf8')).toBe(withFigures('<!-- serve --><!-- end of serve -->', lines));
    for (const text of ['GRU 64 → 128', 'LSTM 64 → 128', 'one step in Chromium', 'one step in Node']) {
      expect(readFileSync(plot, 'utf8')).toContain(text);
    }
    const other = folder.write('other.md', '<!-- serve -->old<!-- end of serve -->');
    const { code, stderr } = await bench(['figures', from, other, folder.write('none.md', 'nothing')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sluice: Cannot put figures into .*none\.md: it has none of the markers/);
    expect(readFileSync(other, 'utf8')).toContain('old');
  });
});
