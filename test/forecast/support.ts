// Rows for monitors, and verdicts on them.

import { SeriesMonitor } from '#src/forecast/monitor.js';
import type { SeriesState } from '#src/forecast/state.js';
import type { Verdict } from '#src/forecast/verdict.js';
import type { MonitorOptions } from '#src/model/monitor-options.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { random } from '../support/random.js';

/** One step of a series stream, with the row that is in `input`. */
export function stepRow(state: SeriesState): void {
  state.prepare();
  state.stepNetwork();
  state.finish();
}

export const MINUTE = 60_000;
export type Row = readonly number[];

/** Normally distributed numbers. */
export function normal(seed: number): () => number {
  const next = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

export function copyOf(verdict: Verdict): Verdict {
  const { forecast, spread, contributions } = verdict;
  return { ...verdict, forecast: forecast.slice(), spread: spread.slice(), contributions: contributions.slice() };
}

/** The verdict on each row. Rows are five minutes apart, where `timeOf` is not given. */
export function watch(
  module: WebAssembly.Module,
  rows: readonly Row[],
  options: MonitorOptions = {},
  timeOf: (i: number) => number = (i) => i * 5 * MINUTE,
): Verdict[] {
  const monitor = new SeriesMonitor(Kernel.create(module), (rows[0] as Row).length, options);
  return rows.map((row, i) => copyOf(monitor.step(timeOf(i), row)));
}

/** Rows at which there was an alarm. */
export function alarmsOf(verdicts: readonly Verdict[]): number[] {
  return verdicts.flatMap(({ alarm }, i) => (alarm ? [i] : []));
}

/** The channel with the largest contribution. */
export function worstOf({ contributions }: Verdict): number {
  return contributions.indexOf(Math.max(...contributions));
}

/** A day's course with some noise. */
export const daily = (i: number, noise: number) => 20 + 5 * Math.sin((2 * Math.PI * i) / 288) + 0.3 * noise;
