// A stream that a worker opens, and the harness, in Chromium: isolated and not.
import { expect, it } from 'vitest';
import type { LatencyReport } from '#src/harness/latency/report.js';
import { steadyModel } from '#src/harness/latency/scenarios.js';
import { writeModel } from '#src/model/file/model-file.js';
import { withPage } from './page.js';

const busyMain = `(async () => {
  const { browserHarness } = await load('/dist/browser/harness-platform.js');
  const { runScenario } = await load('/dist/harness/latency/run-scenario.js');
  const { scenarioOf } = await load('/dist/harness/latency/scenarios.js');
  const times = { durationMs: 1000, maxLatencyMs: 250, deadlineMs: 20 };
  return runScenario(browserHarness, { scenario: scenarioOf('busy-main'), subscriber: 'worker', model: null, cores: 2, ...times });
})()`;

it.each([
  [true, 'shared'],
  [false, 'messages'],
])(
  'a worker opens a stream while its page is busy (isolated: %s), and every hop is accounted for',
  async (isolated, transport) => {
    await withPage({ isolated }, async (page) => {
      const report: LatencyReport = await page.evaluate(busyMain);
      expect(report).toMatchObject({ transport, offered: 100, accounted: true, engine: 'wasm-f32' });
      expect(report.delivered).toBeGreaterThan(0);
      expect(report.oldestMs).toBeLessThanOrEqual(260);
    });
  },
);

it('measureLatency() takes a model file', async () => {
  const model = [...writeModel(steadyModel())];
  await withPage({ isolated: true }, async (page) => {
    const report: LatencyReport = await page.evaluate(
      `load('/dist/browser/harness.js').then(({ measureLatency }) =>
        measureLatency({ model: new Uint8Array(${JSON.stringify(model)}), durationMs: 500, warmUpMs: 100 }))`,
    );
    expect(report).toMatchObject({ offered: 50, accounted: true, collections: null });
  });
});
