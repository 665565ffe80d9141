// The endless sound of one training sequence: items in random order over a background that changes every few seconds.
// It knows the label after each run of samples.

import type { Random } from '../../random.js';
import { Background } from './background.js';
import type { Dataset } from './dataset.js';
import type { HardPlace } from './hard-places.js';
import { type Item, Items, SILENCE } from './items.js';
import type { Pools } from './pools.js';
import type { SceneSettings } from './scene-settings.js';

/** The target of a moment: `label` is right; with `either`, the background is right as well. */
export interface Target {
  label: number;
  either: boolean;
}

/** A word of the stream; places are in samples from the stream's start. */
export interface HeardWord {
  readonly label: number;
  readonly from: number;
  readonly to: number;
}

export class Scene {
  /** Number of items so far, so that the caller can change what lasts for one item (a vocal tract). */
  items = 0;
  readonly #settings: SceneSettings;
  readonly #samplesPerMs: number;
  readonly #background: Background;
  readonly #source: Items;
  readonly #onWord: ((word: HeardWord) => void) | undefined;
  #item: Item = SILENCE;
  #at = 0;
  /** Samples since the last word's end, for targets that reach into the next item. */
  #past = { label: 0, sinceEnd: Number.POSITIVE_INFINITY };
  /** Samples made so far. */
  #made = 0;

  /** `onWord` is called for each phrase when its item begins. */
  constructor(
    dataset: Dataset,
    pools: Pools,
    settings: SceneSettings,
    random: Random,
    onWord?: (word: HeardWord) => void,
  ) {
    this.#settings = settings;
    this.#samplesPerMs = dataset.sampleRate / 1000;
    this.#background = new Background(dataset, pools, settings, random);
    this.#source = new Items(dataset, pools, settings, this.#background, random);
    this.#onWord = onWord;
  }

  /** Talk begins at these places more often from now on. */
  hear(places: readonly HardPlace[]): void {
    this.#source.hear(places);
  }

  /** Ends the current item, as if a stream were opened anew. */
  restart(): void {
    this.#item = SILENCE;
    this.#at = 0;
    this.#past = { label: 0, sinceEnd: Number.POSITIVE_INFINITY };
    this.#background.restart();
  }

  /** Fills `out` with the next samples and sets the target at their end. */
  next(out: Float32Array, target: Target): void {
    for (let done = 0; done < out.length; ) {
      if (this.#at >= this.#item.samples.length) this.#startItem(this.#made + done);
      const count = Math.min(out.length - done, this.#item.samples.length - this.#at);
      for (let i = 0; i < count; i++) out[done + i] = this.#item.samples[this.#at + i] as number;
      this.#at += count;
      done += count;
      this.#past.sinceEnd += count;
      if (this.#item.label > 0 && this.#at >= this.#item.wordTo) {
        this.#past = { label: this.#item.label, sinceEnd: this.#at - this.#item.wordTo };
      }
    }
    this.#made += out.length;
    this.#background.addTo(out);
    this.#label(target);
  }

  #startItem(at: number): void {
    this.items++;
    this.#at = 0;
    this.#item = this.#source.next(this.#item);
    const { label, wordFrom, wordTo } = this.#item;
    if (label > 0) this.#onWord?.({ label, from: at + wordFrom, to: at + wordTo });
    this.#background.itemStarts();
  }

  /**
   * During a word, both its label and the background are right; around its end and shortly after, only its label; then
   * both again.
   */
  #label(target: Target): void {
    const { labelBeforeMs, labelAfterMs, fadeMs } = this.#settings;
    const item = this.#item;
    target.label = 0;
    target.either = false;
    if (item.label > 0 && this.#at < item.wordTo && this.#at >= item.wordFrom) {
      target.label = item.label;
      target.either = this.#at < item.wordTo - labelBeforeMs * this.#samplesPerMs;
    } else if (this.#past.sinceEnd < (labelAfterMs + fadeMs) * this.#samplesPerMs) {
      target.label = this.#past.label;
      target.either = this.#past.sinceEnd >= labelAfterMs * this.#samplesPerMs;
    }
  }
}
