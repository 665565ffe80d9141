// Judges the detections of one stream against the words that were said in it: found, missed, false. It goes along with
// the stream, hop by hop, and keeps nothing of the hops that are past.
import type { KeywordSettings } from '../../model/detector-settings.js';
import { KeywordDetector } from '../../pipeline/detector/keyword.js';

/** A word that is said in a stream; times count from the stream's start. */
export interface SaidWord {
  /** Index into the labels. */
  readonly label: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface PhraseQuality {
  readonly label: string;
  readonly threshold: number;
  readonly words: number;
  readonly missed: number;
  readonly falseAccepts: number;
  readonly hours: number;
  /** Median time from the end of the word to where its detection places it, and median length of the word, ms. */
  readonly lagMs: number;
  readonly durationMs: number;
}

/** A detection counts for a word from the word's beginning to this long after its end, ms. */
const LATE_MS = 750;

export class StreamJudge {
  readonly #labels: readonly string[];
  readonly #hopMs: number;
  readonly #settings: KeywordSettings;
  readonly #words: readonly SaidWord[];
  readonly #detector: KeywordDetector;
  readonly #found = new Set<number>();
  readonly #falseAccepts: Uint32Array;
  readonly #lags: number[][];
  /** Earlier words ended too long ago. */
  #first = 0;
  #hops = 0;

  /** `words`: in the order in which they are said; may grow while the stream goes on, before each word is heard. */
  constructor(labels: readonly string[], hopMs: number, settings: KeywordSettings, words: readonly SaidWord[]) {
    this.#labels = labels;
    this.#hopMs = hopMs;
    this.#settings = settings;
    this.#words = words;
    const raw = { ...settings, lagMs: {}, durationMs: {} };
    const state = new Float64Array(KeywordDetector.numbers(labels.length));
    this.#detector = new KeywordDetector(labels, hopMs, raw, state);
    this.#falseAccepts = new Uint32Array(labels.length);
    this.#lags = labels.map(() => []);
  }

  /** The scores of the next hop. True when they complete a detection of a word that was not said. */
  step(scores: Float32Array, endsAtMs: number): boolean {
    this.#hops++;
    const fired = this.#detector.step(scores, endsAtMs);
    if (!fired) return false;
    while (this.#first < this.#words.length && (this.#words[this.#first] as SaidWord).toMs + LATE_MS < endsAtMs) {
      this.#first++;
    }
    const at = this.#wordOf(fired.label, endsAtMs);
    if (at < 0) {
      this.#falseAccepts[fired.label]!++;
      return true;
    }
    this.#found.add(at);
    this.#lags[fired.label]?.push(fired.placedAtMs - (this.#words[at] as SaidWord).toMs);
    return false;
  }

  /** Of every label but the background. */
  qualities(): PhraseQuality[] {
    const hours = (this.#hops * this.#hopMs) / 3_600_000;
    return this.#labels.slice(1).map((label, i) => {
      const mine = this.#words.map((word, at) => ({ word, at })).filter(({ word }) => word.label === i + 1);
      return {
        label,
        threshold: this.#settings.enter[label] ?? Number.NaN,
        words: mine.length,
        missed: mine.filter(({ at }) => !this.#found.has(at)).length,
        falseAccepts: this.#falseAccepts[i + 1] as number,
        hours,
        lagMs: median(this.#lags[i + 1] as number[]),
        durationMs: median(mine.map(({ word }) => word.toMs - word.fromMs)),
      };
    });
  }

  /** The word that a detection of `label` at `nowMs` belongs to, or -1. */
  #wordOf(label: number, nowMs: number): number {
    for (let at = this.#first; at < this.#words.length; at++) {
      const word = this.#words[at] as SaidWord;
      if (word.fromMs > nowMs) return -1;
      if (word.label === label && !this.#found.has(at)) return at;
    }
    return -1;
  }
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
