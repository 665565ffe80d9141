// The quality of a model on single clips: each runs from rest through the state of a live stream.

import type { Model } from '../model/model.js';
import { type ClipAnswer, clipAnswer } from '../pipeline/detector/clip.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Program } from '../pipeline/program.js';
import { SoundState } from '../pipeline/sound-state.js';
import { type Clip, clipSamples, type Dataset } from './data/dataset.js';

export interface ClipQuality {
  /** [truth][answer] counts. */
  readonly confusion: readonly Uint32Array[];
  /** Share of right answers over all clips, and the mean of the labels' shares. */
  readonly accuracy: number;
  readonly balanced: number;
}

/**
 * Silence before and after a clip: before, so that the state settles before the first word; after, so that a word at
 * the end is heard completely. Without the first, two of a hundred clips got a wrong answer, those that begin with
 * their word.
 */
const REST_MS = 200;

export function evaluateClips(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  clips: readonly Clip[],
): ClipQuality {
  const program = new Program(Kernel.create(module), model);
  const confusion = model.labels.map(() => new Uint32Array(model.labels.length));
  for (const clip of clips) {
    const { answer } = scoreClip(program, clipSamples(dataset, clip), dataset.sampleRate);
    (confusion[clip.label] as Uint32Array)[answer]!++;
  }
  return { confusion, ...shares(confusion) };
}

/** The threshold at which most clips get the right answer; every label has the same weight. */
export function calibrateClips(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  clips: readonly Clip[],
): number {
  const even = { ...model, detector: { ...model.detector, clipThreshold: 0.5 } };
  const program = new Program(Kernel.create(module), even);
  const counts = model.labels.map((_, label) => clips.filter((clip) => clip.label === label).length);
  const scored = clips.map((clip) => ({
    clip,
    scores: scoreClip(program, clipSamples(dataset, clip), dataset.sampleRate).scores,
  }));
  let best = { threshold: 0.5, right: -1 };
  for (let step = 1; step < 40; step++) {
    const threshold = step / 40;
    let right = 0;
    for (const { clip, scores } of scored) {
      const phrase = 1 + scores.subarray(1).indexOf(Math.max(...scores.subarray(1)));
      const answer = (scores[phrase] as number) >= threshold ? phrase : 0;
      if (answer === clip.label) right += 1 / (counts[clip.label] as number);
    }
    // of equal ones, the one nearest to the middle
    if (
      right > best.right + 1e-9 ||
      (right > best.right - 1e-9 && Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5))
    ) {
      best = { threshold, right };
    }
  }
  return best.threshold;
}

/** The scores of one clip, from rest. */
export function scoreClip(program: Program, samples: Float32Array, sampleRate: number): ClipAnswer {
  const state = new SoundState(program, sampleRate);
  const clip = clipAnswer(program.model.labels.length, program.hopMs, program.model.detector);
  for (const _ of hopsOf(state, samples)) if (state.step()) clip.step(state.scores);
  state.free();
  return clip;
}

/** The same for an asynchronous network. */
export async function scoreClipAsync(program: Program, samples: Float32Array, sampleRate: number): Promise<ClipAnswer> {
  const state = new SoundState(program, sampleRate);
  const clip = clipAnswer(program.model.labels.length, program.hopMs, program.model.detector);
  for (const _ of hopsOf(state, samples)) if (await state.stepAsync()) clip.step(state.scores);
  state.free();
  return clip;
}

/** Runs a clip through a state, hop by hop: between rests, or padded or cut to the length that the model wants. */
function* hopsOf(state: SoundState, samples: Float32Array): Generator<void> {
  const { clipAnswer: kind = 'best', clipMs } = state.program.model.detector;
  const samplesOf = (ms: number) => Math.round((ms * state.inputRate) / 1000);
  const rest = kind === 'last' ? 0 : samplesOf(REST_MS);
  const total = kind === 'last' && clipMs !== undefined ? samplesOf(clipMs) : samples.length + 2 * rest;
  for (let at = 0, needed = state.samplesNeeded; at + needed <= total; at += needed, needed = state.samplesNeeded) {
    const { input } = state;
    for (let i = 0; i < needed; i++) input[i] = samples[at + i - rest] ?? 0;
    yield;
  }
}

function shares(confusion: readonly Uint32Array[]): { accuracy: number; balanced: number } {
  let right = 0;
  let all = 0;
  const recalls: number[] = [];
  for (let label = 0; label < confusion.length; label++) {
    const row = confusion[label] as Uint32Array;
    const count = row.reduce((a, b) => a + b, 0);
    if (count === 0) continue;
    right += row[label] as number;
    all += count;
    recalls.push((row[label] as number) / count);
  }
  return {
    accuracy: right / Math.max(1, all),
    balanced: recalls.reduce((a, b) => a + b, 0) / Math.max(1, recalls.length),
  };
}
