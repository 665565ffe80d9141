// A long stream, as fast as possible. From time to time a fresh stream takes over its snapshot and must give the same
// bits. Times must be exact, and the state healthy.

import { gruLayer, randomTensors } from '#src/harness/random-model.js';
import type { Layer } from '#src/model/layers.js';
import type { Model } from '#src/model/model.js';
import { rawWindow } from '#src/model/named-front-ends.js';
import type { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { Random } from '#src/random.js';

export interface WeekReport {
  readonly hops: number;
  /** Stream time, in days. */
  readonly days: number;
  readonly elapsedMs: number;
  /** Fresh streams that took over, and hops in which they gave something else: 0, or something is wrong. */
  readonly compared: number;
  readonly different: number;
  /** Hops whose time was not exact, or whose state was unhealthy. */
  readonly wrongTimes: number;
  readonly unhealthy: number;
}

const RATE = 1000;
const HOP = 4;
const HIDDEN = 8;
/** Hops in which a fresh stream is compared. */
const HELD_HOPS = 500;
/** Input is this many hops, over and over. */
const INPUT_HOPS = 4096;

/**
 * `kernel`: makes a kernel; each fresh stream gets one. `checks`: how many fresh streams. `progress`: called with the
 * share that is done.
 */
export function simulateWeek(
  kernel: () => Kernel,
  hops: number,
  checks: number,
  progress: (share: number) => void = () => undefined,
): WeekReport {
  const model = smallModel();
  const input = noise(INPUT_HOPS * HOP);
  const state = new SoundState(new Program(kernel(), model), RATE);
  const every = Math.floor(hops / checks);
  const report = { compared: 0, different: 0, wrongTimes: 0 };
  const startedMs = performance.now();
  for (let hop = 0; hop < hops; ) {
    const until = Math.min(hops, hop + every);
    for (; hop < until; hop++) if (!step(state, input, hop)) report.wrongTimes++;
    const fresh = new SoundState(new Program(kernel(), model), RATE);
    fresh.restore(state.snapshot());
    report.compared++;
    for (let held = 0; held < HELD_HOPS; held++, hop++) {
      if (!step(state, input, hop) || !step(fresh, input, hop)) report.wrongTimes++;
      if (!same(state, fresh)) report.different++;
    }
    progress(Math.min(1, hop / hops));
  }
  const elapsedMs = performance.now() - startedMs;
  return { hops, days: (hops * HOP) / RATE / 86_400, elapsedMs, ...report, unhealthy: state.unhealthy };
}

/** One hop. Whether its time and number are exact. */
function step(state: SoundState, input: Float32Array, hop: number): boolean {
  const at = (hop % INPUT_HOPS) * HOP;
  const into = state.input;
  for (let i = 0; i < HOP; i++) into[i] = input[at + i] as number;
  state.step();
  return state.endsAtMs === (hop + 1) * HOP && state.index === hop;
}

function same(one: SoundState, other: SoundState): boolean {
  const [a, b] = [one.hidden, other.hidden];
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return one.scores.every((score, i) => Object.is(score, other.scores[i]));
}

/** A GRU of 4 -> 8 on bare samples, four at a time. */
function smallModel(): Model {
  const layers: Layer[] = [
    gruLayer(HOP, HIDDEN),
    { kind: 'dense', name: 'fc', inputSize: HIDDEN, outputSize: 3, activation: 'softmax' },
  ];
  return {
    format: 1,
    name: 'small',
    frontEnd: rawWindow({ sampleRate: RATE, windowSamples: HOP }),
    layers,
    labels: ['none', 'one', 'other'],
    detector: { smoothingMs: 20, enter: { one: 0.4 }, exit: {}, minDurationMs: 20, refractoryMs: 100 },
    provenance: { description: 'random weights' },
    tensors: randomTensors(layers, 5),
  };
}

function noise(length: number): Float32Array {
  const random = new Random(3);
  return Float32Array.from({ length }, () => random.between(-1, 1));
}
