// All that a monitor keeps from row to row lies in one array: another monitor can load it and continues with
// the same bits.
import { beforeAll, describe, expect, it } from 'vitest';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { Reservoir } from '#src/forecast/reservoir.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { copyOf, daily, MINUTE, normal, type Row, watch } from './support.js';

let module: WebAssembly.Module;
const next = normal(8);
const rows: Row[] = Array.from({ length: 1200 }, (_, i) => [
  i === 900 ? 70 : daily(i, next()),
  i % 7 === 0 ? Number.NaN : next(),
]);
const CHANNELS = 2;
const HALF = 700;
const at = (i: number) => i * 5 * MINUTE;

beforeAll(async () => {
  module = await readKernel();
});

describe("a monitor's state", () => {
  it('is the same to the bit after the same rows', () => {
    expect(watch(module, rows)).toEqual(watch(module, rows));
  });

  it('continues with the same bits in another monitor, on another kernel', () => {
    const whole = watch(module, rows);
    const state = new Float64Array(SeriesMonitor.numbers(CHANNELS));
    const first = new SeriesMonitor(Kernel.create(module), CHANNELS, {}, state);
    for (let i = 0; i < HALF; i++) first.step(at(i), rows[i] as Row);
    const second = new SeriesMonitor(Kernel.create(module), CHANNELS, {}, state.slice());
    for (let i = HALF; i < rows.length; i++) {
      expect(copyOf(second.step(at(i), rows[i] as Row))).toEqual(whole[i]);
    }
  });

  it('can be loaded by a monitor that has seen other rows', () => {
    const whole = watch(module, rows);
    const [from, into] = [0, 1].map(() => new Float64Array(SeriesMonitor.numbers(CHANNELS))) as [
      Float64Array,
      Float64Array,
    ];
    const first = new SeriesMonitor(Kernel.create(module), CHANNELS, {}, from);
    const other = new SeriesMonitor(Kernel.create(module), CHANNELS, {}, into);
    for (let i = 0; i < HALF; i++) {
      first.step(at(i), rows[i] as Row);
      other.step(at(i), [i % 11, 1000]);
    }
    into.set(from);
    other.restored();
    for (let i = HALF; i < rows.length; i++) {
      expect(copyOf(other.step(at(i), rows[i] as Row))).toEqual(whole[i]);
    }
  });

  it('has in a batch on shared weights the bits that it has alone', () => {
    const streams = 5;
    const kernel = Kernel.create(module);
    const shared = new Reservoir(kernel, SeriesMonitor.inputs(CHANNELS), 24, 1);
    const monitors = Array.from({ length: streams }, () => new SeriesMonitor(shared, CHANNELS));
    const batch = shared.backend.batch(streams);
    batch.count = streams;
    const shifted = (s: number, i: number) => (rows[i] as Row).map((value) => value * (1 + s));
    const alone = Array.from({ length: streams }, (_, s) =>
      watch(
        module,
        rows.slice(0, 300).map((_, i) => shifted(s, i)),
      ),
    );
    for (let i = 0; i < 300; i++) {
      const verdicts = monitors.map((monitor, s) => copyOf(monitor.prepare(at(i), shifted(s, i))));
      monitors.forEach(({ inputAt, stateAt }, s) => {
        batch.set(s, inputAt, stateAt);
      });
      batch.step();
      for (const monitor of monitors) monitor.finish();
      verdicts.forEach((verdict, s) => {
        expect(verdict).toEqual(alone[s]?.[i]);
      });
    }
  });

  it('is small and of one size; another size is refused', () => {
    expect(SeriesMonitor.numbers(1) * 8).toBeLessThan(50_000);
    expect((SeriesMonitor.numbers(32) * 8) / 32).toBeLessThan(60_000);
    expect(() => new SeriesMonitor(Kernel.create(module), 1, {}, new Float64Array(7))).toThrow(
      /'state' must have \d+ numbers: received 7/,
    );
  });

  it("gives the network's memory back", () => {
    const kernel = Kernel.create(module);
    const shared = new Reservoir(kernel, SeriesMonitor.inputs(1), 24, 1);
    for (let i = 0; i < 5; i++) new SeriesMonitor(shared, 1).free();
    const { growths } = kernel;
    for (let i = 0; i < 10_000; i++) new SeriesMonitor(shared, 1).free();
    expect(kernel.growths).toBe(growths);
  });
});
