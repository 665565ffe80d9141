import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const folder = temporaryFolder();
const report = `${folder.path}/latency.html`;

describe('sluice bench --json', () => {
  it('says on which machine, then the latency in Node and in Chromium beside the rival, writes lines and report to files, and exits with 1 where a budget is broken', async () => {
    const out = `${folder.path}/bench.jsonl`;
    const args = [
      'bench',
      'latency',
      '--quick',
      '--json',
      '--scenario',
      'steady,microphone',
      '--out',
      out,
      '--report',
      report,
      '--budget',
      'p99=0.001ms,dropped=150',
    ];
    const { code, stdout, stderr, lines } = await sluice(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sluice: the budget p99=0.001ms is broken by steady in node, subscriber main: [\d.]+ ms$/m);
    expect(stderr).not.toContain('dropped=150');
    expect(readFileSync(out, 'utf8')).toBe(stdout);
    const [machine, nodeCost, pageCost, ...latencies] = lines;
    expect(machine).toMatchObject({ kind: 'machine', cores: expect.any(Number), node: process.versions.node });
    for (const [line, runtime] of [
      [nodeCost, 'node'],
      [pageCost, 'chromium'],
    ] as const) {
      expect(line).toMatchObject({ kind: 'stats-cost', runtime });
      expect(Number(line?.hopUs)).toBeGreaterThan(Number(line?.stampUs));
    }
    expect(latencies.map(({ kind, scenario, runtime, engine }) => [kind, scenario, runtime, engine])).toEqual([
      ['latency', 'steady', 'node', 'wasm-f32'],
      ['latency', 'steady', 'chromium', 'wasm-f32'],
      ['latency', 'steady', 'node', 'onnxruntime-web'],
      ['latency', 'steady', 'chromium', 'onnxruntime-web'],
      ['latency', 'microphone', 'chromium', 'wasm-f32'],
    ]);
    for (const line of latencies) {
      expect(line).toMatchObject({ subscriber: 'main', dropped: expect.any(Number) });
      expect(Number(line.p50Ms)).toBeGreaterThan(0);
      expect(Number(line.worstMs)).toBeGreaterThanOrEqual(Number(line.p99Ms));
      expect(Number(line.count)).toBeGreaterThan(20);
      if (line.scenario === 'steady') expect(line).toMatchObject({ offered: 150, accounted: true });
    }
    expect(readFileSync(report, 'utf8')).toContain(
      '<td>Chromium</td><td><span class="key rival">onnxruntime-web</span>',
    );
  }, 150_000);

  it('measures the latency of your own model, over a long time, beside the run before, and exits with 0 where the budget is kept', async () => {
    const model = folder.write('mine.safetensors', tinyModelBytes());
    const args = [
      '--quick',
      '--in',
      'node',
      '--scenario',
      'steady,overload-10',
      '--model',
      model,
      '--minutes',
      '0.02',
      '--json',
      '--baseline',
      report, // of the test above
      '--report',
      `${folder.path}/again.html`,
    ];
    const { code, lines } = await sluice(['bench', 'latency', ...args, '--budget', 'steady:misses=100000']);
    expect(code).toBe(0);
    expect(readFileSync(`${folder.path}/again.html`, 'utf8')).toContain('p99 before');
    expect(lines.slice(2).map(({ scenario, engine, streams }) => [scenario, engine, streams])).toEqual([
      ['steady', 'wasm-f32', 1],
      ['long-run', 'wasm-f32', 200],
    ]);
  }, 180_000);

  it.each([
    [['--scenario', 'calm'], /'calm' is no scenario: there are steady, bursts/],
    [['--budget', 'p98=5ms'], /received 'p98=5ms'/],
    [['--in', 'firefox'], /'node' or 'chromium'/],
    [['--deadline', '0'], /a number above 0/],
  ])('exits with 2 for %j', async (args, sentence) => {
    const { code, stderr } = await sluice(['bench', 'latency', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });

  it('measures the step of every cell in Node and in Chromium, beside what the machine gives at most, and Silero VAD as a whole', async () => {
    const plot = `${folder.path}/step.svg`;
    const { code, lines } = await sluice(['bench', 'step', '--quick', '--json', '--plot', plot]);
    expect(code).toBe(0);
    expect(lines.filter(({ kind }) => kind === 'peak')).toHaveLength(4);
    const cells = lines.filter(({ kind }) => kind === 'step');
    for (const runtime of ['node', 'chromium']) {
      for (const engine of ['wasm-f32', 'wasm-int8', 'onnxruntime-web']) {
        const sizes = cells
          .filter((line) => line.runtime === runtime && line.engine === engine && line.batch === 1)
          .map(({ cell, input, hidden, layers }) => [cell, input, hidden, layers]);
        expect(sizes).toEqual([
          ['gru', 10, 20, 1],
          ['gru', 40, 64, 2],
          ['gru', 64, 128, 1],
          ['gru', 128, 256, 2],
          ['gru', 64, 512, 1],
          ['lstm', 64, 128, 1],
          ['rnn', 64, 128, 1],
        ]);
      }
    }
    const svg = readFileSync(plot, 'utf8');
    for (const text of ['GRU 64 → 128', 'LSTM 64 → 128', 'one step in Chromium', 'one step in Node'])
      expect(svg).toContain(text);
    expect(lines.at(-1)).toMatchObject({ kind: 'network', name: 'Silero VAD v5', runtime: 'node', macs: 679_552 });
    expect(Number(lines.at(-1)?.p50Ratio)).toBeGreaterThan(1);
  }, 180_000);

  it('measures training and a recording in Node', async () => {
    const training = await sluice(['bench', 'training', '--quick', '--json']);
    expect(training.lines[1]).toMatchObject({ kind: 'training', cell: 'gru', input: 40, hidden: 96, threads: 1 });
    expect(training.lines[2]).toMatchObject({ kind: 'whole-training', input: 40, hidden: 96, threads: 1 });
    for (const { framesPerSecond } of training.lines.slice(1)) expect(framesPerSecond).toBeGreaterThan(100);
    const { lines } = await sluice(['bench', 'pipeline', '--quick', '--json']);
    expect(lines[1]).toMatchObject({ kind: 'front-end', name: 'log-mel', windowMs: 25, bands: 40, runtime: 'node' });
    expect(lines[1]?.p50Us).toBeGreaterThan(0);
    const { audioMs, elapsedMs, realTimeFactor } = lines[2] as Record<string, unknown>;
    expect(audioMs).toBe(20_000);
    expect(realTimeFactor).toBeCloseTo(Number(elapsedMs) / 20_000, 9);
  }, 180_000);

  it('exits with 2 for something that it cannot measure', async () => {
    const { code, stderr } = await sluice(['bench', 'speed']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: .*'speed' is invalid/);
  });
});
