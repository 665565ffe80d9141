// Labelled clips as training uses them: all samples in one shared array of 16-bit integers, and a table of the clips.

import type { Naming, Split, Splits } from './speakers.js';

export interface Clip {
  /** First sample and number of samples in the shared array. */
  readonly from: number;
  readonly length: number;
  /** Index into the labels; 0 is the background. */
  readonly label: number;
  /** The word's place, in samples from the clip's start, found by its energy: see placement.ts. */
  readonly wordFrom: number;
  readonly wordTo: number;
  /** No speaker is in two, unless `Dataset.splitBy` is 'clip'. */
  readonly split: Split;
  /** 'speech': said by a person; 'synthetic': by a machine; 'noise': no speech, and may be cut anywhere. */
  readonly kind: 'speech' | 'synthetic' | 'noise';
  /** Folder and file, for reports. */
  readonly name: string;
  /** Whose it is: see speakers.ts. Of noise: empty. */
  readonly speaker: string;
}

/** A recording of continuous talk, in which none of the phrases is said. */
export interface Talk {
  /** First sample and number of samples in the shared array. */
  readonly from: number;
  readonly length: number;
  readonly split: Split;
  readonly kind: 'speech' | 'synthetic';
  readonly name: string;
  readonly speaker: string;
}

export interface Dataset {
  readonly sampleRate: number;
  readonly labels: readonly string[];
  /** Samples times 32768, on shared memory so that all training threads see one copy. */
  readonly samples: Int16Array;
  readonly clips: readonly Clip[];
  /** Without: there is none. */
  readonly talk?: readonly Talk[];
  /** How speakers are known, the least sure way of any clip; and by what clips were put into splits. */
  readonly naming: Naming;
  readonly splitBy: Splits['by'];
}

/** Writes samples as the shared array holds them. */
export function putSamples(samples: Float32Array, out: Int16Array, at: number): void {
  for (let i = 0; i < samples.length; i++) {
    out[at + i] = Math.round(Math.max(-1, Math.min(1, samples[i] as number)) * 32767);
  }
}

/** A clip's samples as floats in [-1, 1). */
export function clipSamples(dataset: Dataset, { from, length }: Pick<Clip, 'from' | 'length'>): Float32Array {
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) out[i] = (dataset.samples[from + i] as number) / 32768;
  return out;
}

/** A split's recordings of noise, as floats. */
export function noiseOf(dataset: Dataset, split: Split): Float32Array[] {
  return dataset.clips
    .filter((clip) => clip.kind === 'noise' && clip.split === split)
    .map((clip) => clipSamples(dataset, clip));
}
