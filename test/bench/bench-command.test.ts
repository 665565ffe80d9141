import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sluice } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';

const folder = temporaryFolder();

describe('sluice bench --json', () => {
  it('says on which machine, then the latency in Node and in Chromium, and writes the same lines to a file', async () => {
    const out = `${folder.path}/bench.jsonl`;
    const { code, stdout, lines } = await sluice(['bench', 'latency', '--quick', '--json', '--out', out]);
    expect(code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(stdout);
    const [machine, ...latencies] = lines;
    expect(machine).toMatchObject({ kind: 'machine', cores: expect.any(Number), node: process.versions.node });
    expect(latencies.map(({ kind, scenario, runtime }) => [kind, scenario, runtime])).toEqual([
      ['latency', 'replay', 'node'],
      ['latency', 'replay', 'chromium'],
      ['latency', 'microphone', 'chromium'],
    ]);
    for (const line of latencies) {
      expect(line).toMatchObject({ engine: 'wasm-f32', transport: 'shared', dropped: expect.any(Number) });
      expect(Number(line.p50Ms)).toBeGreaterThan(0);
      expect(Number(line.worstMs)).toBeGreaterThanOrEqual(Number(line.p99Ms));
      expect(Number(line.predictions)).toBeGreaterThan(50);
    }
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
  });

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
  });

  it('exits with 2 for something that it cannot measure', async () => {
    const { code, stderr } = await sluice(['bench', 'speed']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: .*'speed' is invalid/);
  });
});
