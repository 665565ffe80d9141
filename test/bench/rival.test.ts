// The rival of the latency benchmark, in Node and in Chromium: it answers every frame, and its lines stand beside ours.
import { expect, it } from 'vitest';
import { hasRival } from '#bench/latency/rival.js';
import { SCENARIOS } from '#src/harness/latency/scenarios.js';
import { bench } from '../support/command.js';

it('takes part in the scenarios of one stream that is not overloaded', () => {
  expect(SCENARIOS.filter(hasRival).map(({ name }) => name)).toEqual(['steady', 'bursts', 'busy-main', 'busy-cores']);
});

it('answers every frame, in Node and in Chromium', async () => {
  const args = ['latency', '--quick', '--json', '--scenario', 'busy-main'];
  const { code, stderr, lines } = await bench(args);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const latencies = lines.filter(({ kind }) => kind === 'latency');
  expect(latencies.map(({ scenario, runtime, engine, subscriber }) => [scenario, runtime, engine, subscriber])).toEqual(
    [
      ['busy-main', 'node', 'wasm-f32', 'main'],
      ['busy-main', 'chromium', 'wasm-f32', 'main'],
      ['busy-main', 'node', 'wasm-f32', 'worker'],
      ['busy-main', 'chromium', 'wasm-f32', 'worker'],
      ['busy-main', 'node', 'onnxruntime-web', 'main'],
      ['busy-main', 'chromium', 'onnxruntime-web', 'main'],
    ],
  );
  for (const line of latencies) expect(line).toMatchObject({ accounted: true });
  for (const line of latencies.slice(4)) {
    expect(line).toMatchObject({ offered: 150, delivered: 150, dropped: 0, boundMs: null });
  }
}, 120_000);
