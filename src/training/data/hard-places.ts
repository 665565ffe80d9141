// Where in the training's talk the model takes something for a phrase. Training hears these places more often, as they
// are what it still has to learn (hard negatives).
import type { Model } from '../../model/model.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { SoundState } from '../../pipeline/sound-state.js';
import { Random } from '../../random.js';
import { clipSamples, type Dataset, type Talk } from './dataset.js';

/** A place in the training's talk. */
export interface HardPlace {
  /** Index among the talk of the training split. */
  readonly talk: number;
  /** Samples from its start. */
  readonly at: number;
}

/** What one search hears: stretches of this length, so many of them. */
const STRETCH_SECONDS = 20;
const STRETCHES = 36;
/** The state settles meanwhile. */
const SETTLE_MS = 1000;
/** A score from which a phrase is nearly found. */
const NEARLY = 0.3;
/** Two places are at least this far apart. */
const APART_MS = 1000;
/** The newest are kept: older ones may be learnt by now. */
const KEPT = 1500;

export class HardPlaces {
  readonly #module: WebAssembly.Module;
  readonly #dataset: Dataset;
  readonly #talk: readonly Talk[];
  readonly #random: Random;
  #places: readonly HardPlace[] = [];

  constructor(module: WebAssembly.Module, dataset: Dataset, seed: number) {
    this.#module = module;
    this.#dataset = dataset;
    this.#talk = dataset.talk?.filter(({ split }) => split === 'train') ?? [];
    this.#random = new Random(seed, 917);
  }

  /** Hears some minutes of the talk with this state of the model. Returns all places that are known. */
  search(model: Model): readonly HardPlace[] {
    if (this.#talk.length === 0) return [];
    const program = new Program(Kernel.create(this.#module), model);
    const found = Array.from({ length: STRETCHES }, () => this.#searchStretch(program)).flat();
    this.#places = [...found, ...this.#places].slice(0, KEPT);
    return this.#places;
  }

  #searchStretch(program: Program): HardPlace[] {
    const { sampleRate } = this.#dataset;
    const which = this.#random.below(this.#talk.length);
    const talk = this.#talk[which] as Talk;
    const length = Math.min(talk.length, STRETCH_SECONDS * sampleRate);
    const from = this.#random.below(talk.length - length + 1);
    const samples = clipSamples(this.#dataset, { from: talk.from + from, length });
    const state = new SoundState(program, sampleRate);
    const places: HardPlace[] = [];
    let lastMs = SETTLE_MS - APART_MS;
    for (let at = 0; at + state.samplesNeeded <= length; ) {
      const needed = state.samplesNeeded;
      state.input.set(samples.subarray(at, at + needed));
      at += needed;
      if (!state.step() || state.endsAtMs < lastMs + APART_MS) continue;
      if (!state.scores.subarray(1).some((score) => score >= NEARLY)) continue;
      lastMs = state.endsAtMs;
      places.push({ talk: which, at: from + at });
    }
    state.free();
    return places;
  }
}
