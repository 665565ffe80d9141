import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const folder = temporaryFolder();
const report = `${folder.path}/latency.html`;
/** A module that lets no other one find onnxruntime-web. */
const WITHOUT_ONNX = fileURLToPath(new URL('../../support/without-onnx.mjs', import.meta.url));

describe('sluice bench --json', () => {
  it('prints the machine, then the latency in Node and in Chromium, writes lines and report to files, and exits with 1 when a budget is exceeded', async () => {
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
      ['latency', 'microphone', 'chromium', 'wasm-f32'],
    ]);
    for (const line of latencies) {
      expect(line).toMatchObject({ subscriber: 'main', dropped: expect.any(Number) });
      expect(Number(line.p50Ms)).toBeGreaterThan(0);
      expect(Number(line.worstMs)).toBeGreaterThanOrEqual(Number(line.p99Ms));
      expect(Number(line.count)).toBeGreaterThan(20);
      if (line.scenario === 'steady') expect(line).toMatchObject({ offered: 150, accounted: true });
    }
    expect(readFileSync(report, 'utf8')).toContain('<td>Chromium</td><td><span class="key');
  }, 150_000);

  it('measures the latency of your own model, over a long time, compares with an earlier run, and exits with 0 within the budget', async () => {
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
    [['--in', 'safari'], /one of node, chromium, firefox, webkit/],
    [['--deadline', '0'], /a number above 0/],
  ])('exits with 2 for %j', async (args, sentence) => {
    const { code, stderr } = await sluice(['bench', 'latency', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });

  it('measures the step of every cell in Node and in Chromium beside onnxruntime-web, the peak of the machine, and Silero VAD', async () => {
    const { code, lines } = await sluice(['bench', 'step', '--quick', '--json']);
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

  it('leaves onnxruntime-web out, with a sentence, where it is not installed', async () => {
    const env = { NODE_OPTIONS: `--import ${WITHOUT_ONNX}`, CHROMIUM_PATH: '/nowhere' };
    const { code, stderr, lines } = await sluice(['bench', 'step', '--quick', '--json'], new Uint8Array(0), env);
    expect(code).toBe(0);
    expect(stderr).toContain("onnxruntime-web is not measured: it is not installed ('npm install onnxruntime-web')");
    const steps = lines.filter(({ kind }) => kind === 'step');
    expect(new Set(steps.map(({ engine }) => engine))).toEqual(new Set(['wasm-f32', 'wasm-int8']));
    expect(steps.length).toBeGreaterThanOrEqual(14);
    expect(steps[0]).toMatchObject({ cell: 'gru', input: 10, hidden: 20, batch: 1, p50Us: expect.any(Number) });
  }, 60_000);

  it.each([
    ['speed', /^sluice: .*'speed' is invalid.*Allowed choices are step, training, pipeline, latency, serve/],
    ['gaps', /'gaps' is invalid.*in a clone of the repository, run 'npm run bench -- gaps'/],
  ])('exits with 2 for %s, which it cannot measure', async (name, sentence) => {
    const { code, stderr } = await sluice(['bench', name]);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});
