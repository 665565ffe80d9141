// Scores become keyword detections, by pure steps over a small state. For each label: smooth the score; fire once when
// it has been above one threshold for a minimum time; re-arm after the refractory period, when it has fallen below a
// second, lower threshold.
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Detected, Detector } from './detector.js';

const SMOOTHED = 0;
const ABOVE_MS = 1; // how long the smoothed score has been at or above `enter`
const RESTS_UNTIL = 2; // stream time until which the label cannot fire
const DISARMED = 3; // 1 from a detection until the score has fallen below `exit`
const PLACED_MS = 4; // how long the smoothed score has been at or above PLACE_SCORE
const PER_LABEL = 5;
/**
 * A word is placed midway between the score's rise to this and the hop that fired. The rise alone is too early where
 * the sound is clear; the hop alone is too late where the score rises slowly towards a high threshold.
 */
const PLACE_SCORE = 0.35;

export class KeywordDetector implements Detector {
  /** The whole state: PER_LABEL numbers for each label. Plain numbers, so that a snapshot can hold them. */
  readonly #state: Float64Array;
  readonly #labels: readonly string[];
  readonly #hopMs: number;
  readonly #enter: Float64Array;
  readonly #exit: Float64Array;
  readonly #lagMs: Float64Array;
  readonly #durationMs: Float64Array;
  readonly #event: Detected = { label: 0, score: 0, startsAtMs: 0, endsAtMs: 0, placedAtMs: 0 };
  #gain = 1;
  #minDurationMs = 0;
  #refractoryMs = 0;

  /**
   * `labels[0]` is the background and never fires. `state`: `KeywordDetector.numbers(labels.length)` numbers, which the
   * stream keeps.
   */
  constructor(labels: readonly string[], hopMs: number, settings: KeywordSettings, state: Float64Array) {
    this.#labels = labels;
    this.#hopMs = hopMs;
    this.#state = state;
    this.#enter = new Float64Array(labels.length);
    this.#exit = new Float64Array(labels.length);
    this.#lagMs = new Float64Array(labels.length);
    this.#durationMs = new Float64Array(labels.length);
    this.configure(settings);
  }

  static numbers(labels: number): number {
    return labels * PER_LABEL;
  }

  /** Changes the settings; the state stays. */
  configure(settings: KeywordSettings): void {
    this.#gain = this.#hopMs / (this.#hopMs + settings.smoothingMs);
    this.#minDurationMs = settings.minDurationMs;
    this.#refractoryMs = settings.refractoryMs;
    for (let i = 0; i < this.#labels.length; i++) {
      const label = this.#labels[i] as string;
      const enter = i === 0 ? Number.POSITIVE_INFINITY : (own(settings.enter, label) ?? Number.POSITIVE_INFINITY);
      this.#enter[i] = enter;
      this.#exit[i] = Math.min(own(settings.exit, label) ?? enter / 2, enter);
      this.#lagMs[i] = own(settings.lagMs, label) ?? Number.NaN;
      this.#durationMs[i] = own(settings.durationMs, label) ?? 0;
    }
  }

  /** Sets the state to the start. */
  reset(): void {
    this.#state.fill(0);
  }

  /**
   * One prediction. Returns the detection that it completes, or null. If several labels could fire, the one with the
   * highest score does. Real-time.
   */
  step(scores: Float32Array, endsAtMs: number): Detected | null {
    let best = -1;
    for (let label = 1; label < this.#labels.length; label++) {
      if (!this.#stepLabel(label, scores[label] as number, endsAtMs)) continue;
      if (best < 0 || this.#smoothed(label) > this.#smoothed(best)) best = label;
    }
    return best < 0 ? null : this.#fire(best, endsAtMs);
  }

  #smoothed(label: number): number {
    return this.#state[label * PER_LABEL + SMOOTHED] as number;
  }

  /** Updates one label. Returns whether it could fire in this hop. */
  #stepLabel(label: number, score: number, endsAtMs: number): boolean {
    const at = label * PER_LABEL;
    const state = this.#state;
    const smoothed = (state[at + SMOOTHED] as number) + this.#gain * (score - (state[at + SMOOTHED] as number));
    state[at + SMOOTHED] = smoothed;
    if (smoothed < (this.#exit[label] as number)) state[at + DISARMED] = 0;
    const placed = smoothed >= Math.min(PLACE_SCORE, this.#enter[label] as number);
    state[at + PLACED_MS] = placed ? (state[at + PLACED_MS] as number) + this.#hopMs : 0;
    state[at + ABOVE_MS] =
      smoothed >= (this.#enter[label] as number) ? (state[at + ABOVE_MS] as number) + this.#hopMs : 0;
    if (state[at + DISARMED] === 1 || endsAtMs < (state[at + RESTS_UNTIL] as number)) return false;
    const aboveMs = state[at + ABOVE_MS] as number;
    return aboveMs > 0 && aboveMs >= this.#minDurationMs;
  }

  #fire(label: number, endsAtMs: number): Detected {
    const at = label * PER_LABEL;
    this.#state[at + DISARMED] = 1;
    this.#state[at + RESTS_UNTIL] = endsAtMs + this.#refractoryMs;
    this.#event.label = label;
    this.#event.score = this.#smoothed(label);
    this.#event.placedAtMs = endsAtMs - Math.max(0, (this.#state[at + PLACED_MS] as number) - this.#hopMs) / 2;
    const lagMs = this.#lagMs[label] as number;
    this.#event.endsAtMs = Math.max(0, Number.isNaN(lagMs) ? endsAtMs : this.#event.placedAtMs - lagMs);
    const length = (this.#durationMs[label] as number) || (this.#state[at + ABOVE_MS] as number);
    this.#event.startsAtMs = Math.max(0, this.#event.endsAtMs - length);
    return this.#event;
  }
}

/** A label's own number. Every object inherits 'constructor', and a label may have that name. */
function own(byLabel: Readonly<Record<string, number>> | undefined, label: string): number | undefined {
  return byLabel && Object.hasOwn(byLabel, label) ? byLabel[label] : undefined;
}
