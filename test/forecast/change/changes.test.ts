// What many rows show becomes an alarm of a stream, with its reason, its sentence and its severity.
import { beforeAll, describe, expect, it } from 'vitest';
import { unpackDetails } from '#src/forecast/details.js';
import type { SeriesDetected } from '#src/forecast/detected.js';
import { SeriesProgram } from '#src/forecast/program.js';
import { SeriesState } from '#src/forecast/state.js';
import { seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { encodeRow } from '#src/series/rows.js';
import { normal, stepRow } from '../support.js';

let module: WebAssembly.Module;
const ROW_MS = 300_000;

beforeAll(async () => {
  module = await readKernel();
});

/** What is told from row `from` on. */
function told(channels: readonly string[], rows: number, from: number, value: (row: number) => readonly number[]) {
  const model = seriesModel({ channels: [...channels], learnFor: 500 });
  const state = new SeriesState(new SeriesProgram(Kernel.create(module), model));
  return Array.from({ length: rows }, (_, row) => {
    encodeRow(Date.UTC(2024, 0, 1) + row * ROW_MS, value(row), state.input);
    stepRow(state);
    if (row < from || state.fired === null) return [];
    const verdict = unpackDetails(state.scores[1] as number, state.features);
    return [{ row, verdict, ...(state.fired as SeriesDetected) }];
  }).flat();
}

describe('a stream', () => {
  it('raises an alarm for a pulse that does not come, and ends it when pulses come again', () => {
    const noise = normal(1);
    const pulses = (row: number) => [
      (row % 40 < 4 && row !== 2000 && row < 2000) || (row >= 2040 && row % 40 < 4) ? 5 : 1,
    ];
    const [begins, ends] = told(['press'], 2300, 1990, (row) => [(pulses(row)[0] as number) + 0.02 * noise()]);
    expect(begins).toMatchObject({ open: true, reason: 'missing event', channel: 0 });
    expect(begins?.row).toBeLessThan(2008);
    expect(begins?.severity).toBeGreaterThanOrEqual(3);
    expect(begins?.why).toMatch(/^press has had no event for 3\.\d+ h: the longest time without one was 3\.\d+ h$/);
    expect(ends).toMatchObject({ open: false });
    const { verdict } = begins as NonNullable<typeof begins>;
    expect(verdict.severity).toBeGreaterThanOrEqual(3);
    expect(verdict.onset).toBe(verdict.severity);
    expect(verdict.likelihood).toBeGreaterThanOrEqual(0.999 - 1e-6);
  });

  it('raises an alarm for a channel that goes its own way', () => {
    const noise = normal(2);
    let [cause, own] = [0, 0];
    const all = told(['flow', 'current'], 3000, 2500, (row) => {
      cause = 0.98 * cause + 0.2 * noise();
      own = 0.98 * own + 0.2 * noise();
      return [cause + 0.05 * noise(), (row < 2500 ? cause : own) + 0.05 * noise()];
    });
    expect(all[0]?.row).toBeLessThan(2560);
    expect(all.some(({ reason }) => reason === 'relation')).toBe(true);
  });
});
