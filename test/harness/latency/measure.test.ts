// The harness on real threads: what is offered is delivered or counted as dropped, exactly, however busy the machine
// is; and the oldest prediction that is delivered is bounded. Times themselves are not asserted.
import { describe, expect, it } from 'vitest';
import type { LatencyReport } from '#src/harness/latency/report.js';
import { runScenario } from '#src/harness/latency/run-scenario.js';
import { type Scenario, type Subscriber, scenarioOf, steadyModel } from '#src/harness/latency/scenarios.js';
import { measureLatency } from '#src/node/harness.js';
import { nodeHarness } from '#src/node/harness-platform.js';
import { replay } from '#src/node/index.js';
import { STAGES } from '#src/observable/stages.js';
import { randomSound } from '../../support/random.js';
import { tinyModel } from '../../support/tiny-model.js';

function run(name: string, subscriber: Subscriber): Promise<LatencyReport> {
  return runScenario(nodeHarness, {
    scenario: scenarioOf(name) as Scenario,
    subscriber,
    model: null,
    durationMs: 1200,
    maxLatencyMs: 250,
    deadlineMs: 20,
    cores: 2,
  });
}

function expectWhole(report: LatencyReport): void {
  const { offered, delivered, dropped, accounted, latency, stages, curve, timeline, oldestMs, boundMs } = report;
  expect(accounted).toBe(true);
  expect(delivered + dropped).toBe(offered);
  if (boundMs !== null) expect(oldestMs).toBeLessThanOrEqual(boundMs);
  expect(latency.count).toBeLessThanOrEqual(delivered);
  for (const stage of STAGES) expect(stages[stage].count).toBe(latency.count);
  // of the slowest: the stages are parts of it
  expect(stages.capture.worstMs + stages.delivery.worstMs).toBeGreaterThanOrEqual(latency.worstMs * 0.99);
  const times = curve.map(([, ms]) => ms);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBe(latency.worstMs);
  expect(timeline.length).toBeGreaterThan(0);
}

describe('the harness in Node', () => {
  it('at ten times what the engine can do delivers nothing older than the bound, and accounts for every hop', async () => {
    const report = await run('overload-10', 'main');
    expectWhole(report);
    expect(report.dropped).toBeGreaterThan(0);
    expect(report.delivered).toBeGreaterThan(0);
    expect(report.boundMs).toBeCloseTo(250 + report.hopMs, 9);
  });

  it.each(['shared', 'messages'] as const)(
    'over %s offers bursts to several streams, and accounts for every hop',
    async (transport) => {
      const report = await measureLatency({
        model: steadyModel(),
        durationMs: 800,
        warmUpMs: 100,
        streams: 5,
        burstHops: 10,
        transport,
      });
      expectWhole(report);
      expect(report).toMatchObject({ transport, streams: 5, offered: 400 });
      expect(report.loopDelay).not.toBeNull();
      expect(report.collections).not.toBeNull();
      expect(report.engineCollections).not.toBeNull();
    },
  );

  it('measures a stream that was opened in a worker while the main thread is busy', async () => {
    const report = await run('busy-main', 'worker');
    expectWhole(report);
    expect(report).toMatchObject({ engine: 'wasm-f32', transport: 'shared' });
  });

  it('measures a model whose windows overlap, and a source and a subscriber of one’s own', async () => {
    const model = tinyModel();
    expect(await measureLatency({ model, durationMs: 300, warmUpMs: 0 })).toMatchObject({
      offered: null,
      accounted: null,
    });
    let heard = 0;
    const report = await measureLatency({
      model,
      source: replay(randomSound(16_000, 16_000), { sampleRate: 16_000, pace: 'real-time' }),
      subscriber: () => heard++,
      durationMs: 500,
      warmUpMs: 100,
    });
    expect(report.offered).toBeNull();
    expect(heard).toBe(report.delivered);
    expect(report.latency.count).toBeLessThan(heard);
    expect(report.latency.count).toBeGreaterThan(0);
  });

  it('sees the garbage collections of an engine’s thread', async () => {
    const engine = await nodeHarness.startEngine('auto');
    // it was given the kernel and compiled it: that does not go without
    const first = await engine.collections(tinyModel());
    expect(first?.count).toBeGreaterThan(0);
    expect(first?.worstMs).toBeGreaterThan(0);
    await engine.close();
  });

  it.each([1, 1500])('ends early when it is told to, after %d ms', async (ms) => {
    const signal = AbortSignal.timeout(ms);
    const report = await measureLatency({ model: steadyModel(), durationMs: 60_000, signal, warmUpMs: 0 });
    expect(report.delivered).toBeLessThan(3000);
  });

  it.each([
    [{ durationMs: 0 }, /'durationMs' must be above 0/],
    [{ warmUpMs: 20_000 }, /'warmUpMs' must be from 0 to 10000: received 20000/],
    [{ streams: 0 }, /'streams' must be a whole number from 1: received 0/],
    [{ burstHops: 1.5 }, /'burstHops'/],
    [{ deadlineMs: -1 }, /'deadlineMs'/],
    [{ source: replay(new Float32Array(1), { sampleRate: 16_000 }) }, /'source' must be a live Source/],
  ])('refuses %o in one sentence', async (options, sentence) => {
    await expect(measureLatency({ model: tinyModel(), ...options })).rejects.toThrow(sentence);
  });
});
