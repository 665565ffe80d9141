// Thresholds from talk: the validation speakers' talk runs through the state of a live stream, whole and never reset, as
// recorded and in a room. A threshold is the lowest at which a phrase stays quiet in both.
import type { Model } from '../model/model.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Program } from '../pipeline/program.js';
import { SoundState } from '../pipeline/sound-state.js';
import { judge, type ScoredStream } from './calibrate.js';
import { type Clip, type Dataset, noiseOf } from './data/dataset.js';
import { type ConditionName, makeCondition } from './measuring/conditions.js';
import { HopFeeder } from './measuring/hops.js';
import { memoryTalk, talkHours } from './measuring/memory-talk.js';
import { withThreshold } from './measuring/thresholds.js';

/** What thresholds were chosen on. */
export interface TalkBasis {
  /** Of talk. Each phrase heard it under every one of `conditions`. */
  readonly hours: number;
  readonly conditions: readonly ConditionName[];
  readonly speakers: number;
  /** By machines, not by people. */
  readonly synthetic: boolean;
  /** False accepts in all of the talk that a threshold may leave, under each condition. */
  readonly mostFalseAccepts: number;
  /** Phrases that stay above that at every threshold. They have the highest. */
  readonly tooLoud: readonly string[];
}

export interface TalkThresholds {
  readonly least: Readonly<Record<string, number>>;
  readonly basis: TalkBasis;
}

const CONDITIONS = ['clean', 'room'] as const;
/** A lower one may be quiet in some minutes of talk and not in the next hour. */
const FLOOR = 0.8;
/** For phrases that only synthetic voices said: people who say them get lower scores. */
const FLOOR_OF_SYNTHETIC = 0.65;
/** The last one that is tried; before it, steps of 0.01 from the floor. */
const HIGHEST = 0.995;
/** One false accept in less talk than this is too often to bear. */
const LEAST_HOURS_FOR_ONE = 0.5;

/** For each phrase, the lowest threshold at which the validation's talk bears it. Null where there is no talk. */
export async function thresholdsOnTalk(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  falseAcceptsPerHour: number,
  seed: number,
): Promise<TalkThresholds | null> {
  const streams: ScoredStream[] = [];
  for (const condition of CONDITIONS) {
    const scored = await scoreTalk(module, model, dataset, 'validation', { condition, seed });
    if (scored === null) return null;
    streams.push(scored);
  }
  const talkers = dataset.talk?.filter(({ split }) => split === 'validation') ?? [];
  const hours = talkHours(dataset, 'validation');
  const mostFalseAccepts = bearable(falseAcceptsPerHour, hours);
  const { least, tooLoud } = quietThresholds(model, streams, mostFalseAccepts, floorFor(dataset));
  const speakers = new Set(talkers.map(({ speaker }) => speaker)).size;
  const synthetic = talkers.every(({ kind }) => kind === 'synthetic');
  return { least, basis: { hours, conditions: CONDITIONS, speakers, synthetic, mostFalseAccepts, tooLoud } };
}

/** So many false accepts in this talk: one at least, where there is enough talk to bear it. */
export function bearable(falseAcceptsPerHour: number, hours: number): number {
  return Math.max(hours < LEAST_HOURS_FOR_ONE ? 0 : 1, Math.floor(falseAcceptsPerHour * hours));
}

function floorFor(dataset: Dataset): number {
  const said = dataset.clips.filter(({ label, split }) => label > 0 && split === 'validation');
  return said.length > 0 && said.every(({ kind }) => kind === 'synthetic') ? FLOOR_OF_SYNTHETIC : FLOOR;
}

/**
 * For each phrase, the lowest threshold from `floor` on with at most so many false accepts in each of the streams, and
 * the highest if none has.
 */
export function quietThresholds(
  model: Model,
  streams: readonly ScoredStream[],
  mostFalseAccepts: number,
  floor = FLOOR,
): { readonly least: Readonly<Record<string, number>>; readonly tooLoud: readonly string[] } {
  const least: Record<string, number> = {};
  let left = model.labels.slice(1);
  const steps = Array.from({ length: Math.round(100 * (1 - floor)) }, (_, i) => Math.round(100 * floor + i) / 100);
  for (const threshold of [...steps, HIGHEST]) {
    const judged = streams.flatMap((stream) => judge(model, stream, withThreshold(model, threshold)));
    const loud = new Set(
      judged.filter(({ falseAccepts }) => falseAccepts > mostFalseAccepts).map(({ label }) => label),
    );
    for (const label of left) least[label] = threshold;
    left = left.filter((label) => loud.has(label));
    if (left.length === 0) break;
  }
  return { least, tooLoud: left };
}

/** Runs the talk of a split through the model, under a condition; null where there is none. */
export async function scoreTalk(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  split: Clip['split'],
  { condition, seed }: { readonly condition: ConditionName; readonly seed: number } = { condition: 'clean', seed: 0 },
): Promise<ScoredStream | null> {
  const hours = talkHours(dataset, split);
  if (hours === 0) return null;
  const program = new Program(Kernel.create(module), model);
  const { sampleRate } = dataset;
  const air = makeCondition(condition, { sampleRate, noise: noiseOf(dataset, split), seed });
  const hops = Math.floor((hours * 3_600_000) / program.hopMs);
  const scores = new Float32Array(hops * model.labels.length);
  const endsAtMs = new Float64Array(hops);
  let hop = 0;
  const feeder = new HopFeeder(new SoundState(program, sampleRate));
  for await (const { samples, level } of memoryTalk(dataset, split)) {
    const heard = samples.slice();
    air.process(heard, level);
    feeder.feed(heard, (state) => {
      if (hop >= hops) return;
      scores.set(state.scores, hop * model.labels.length);
      endsAtMs[hop++] = state.endsAtMs;
    });
  }
  return {
    hopMs: program.hopMs,
    scores: scores.subarray(0, hop * model.labels.length),
    endsAtMs: endsAtMs.subarray(0, hop),
    words: [],
    sampleRate,
  };
}
