// One stream's whole state and its one-hop step: the only place that joins the stages frames -> features -> network -> detector.
import { SlotState } from './slot-state.js';
import type { StreamSlot } from './stream-state.js';

export class Slot extends SlotState implements StreamSlot {
  /** Whether an unhealthy state starts anew. What is said of a state that is not finite is the background, either way. */
  heals = true;

  /** Consumes `samplesNeeded` samples of `input`. True when a prediction came out: not while the first window fills. Real-time. */
  step(): boolean {
    if (!this.prepare()) return false;
    this.stepNetwork();
    this.finish();
    return true;
  }

  /** The first part of `step`. True when a step of the network is due: by `stepNetwork`, or together with others'; `finish` comes after it. */
  prepare(): boolean {
    if (!this.#advance()) return false;
    for (let ago = this.#wake(); ago > 0; ago--) {
      this.preRoll.recall(ago, this.memory.featuresAt);
      if (ago > 1) this.stepNetwork();
    }
    return true;
  }

  stepNetwork(): void {
    void this.network.step(); // at once: see Program.waits
  }

  /** The last part of `step`: a look at the state, the prediction, and what the detector makes of it. */
  finish(): void {
    if (this.#foundUnhealthy()) this.stepNetwork();
    this.#conclude();
  }

  /** As `step`, for a network that takes its time. Until it is done the slot must be left alone. */
  async stepLater(): Promise<boolean> {
    if (!this.#advance()) return false;
    for (let ago = this.#wake(); ago > 0; ago--) {
      this.preRoll.recall(ago, this.memory.featuresAt);
      await this.network.step();
    }
    if (this.#foundUnhealthy()) await this.network.step();
    this.#conclude();
    return true;
  }

  /**
   * As `step`, but the network is not stepped: the prediction says the background, and the features are kept as far as the rest policy
   * says, for the network to be stepped through them before the next step. Real-time.
   */
  rest(): boolean {
    if (!this.#advance()) return false;
    this.preRoll.rest(this.memory.featuresAt);
    this.lastAilment = null;
    this.#predict();
    return true;
  }

  /** Samples to features. False while the first window fills. */
  #advance(): boolean {
    const needed = this.framer.samplesNeeded;
    const replaced = this.program.kernel.functions.sanitize(this.framer.inputAt, needed);
    const full = this.framer.advance();
    this.silence.taken();
    this.clock.hop(needed, replaced);
    if (!full) return false;
    const { featuresAt, featureStateAt } = this.memory;
    this.program.features.extract(this.framer.windowAt, featuresAt, featureStateAt);
    return true;
  }

  /** Readies the network, and says how many frames it is to step through: the new one, and before it those kept while it rested. */
  #wake(): number {
    const frames = this.preRoll.wake(this.memory.featuresAt);
    if (this.preRoll.resting && this.restPolicy.state === 'reset') {
      this.memory.resetNetwork();
      this.clock.cold(frames - 1);
    }
    return frames;
  }

  /** Whether the state is unhealthy and has started anew: then the network is to be stepped once more, from rest. */
  #foundUnhealthy(): boolean {
    this.lastAilment = this.health.look();
    this.mute = this.lastAilment === 'not-finite';
    if (this.lastAilment === null || !this.heals) return false;
    this.#startAnew();
    return true;
  }

  #conclude(): void {
    if (this.lastAilment !== null && this.heals) {
      this.mute = !this.health.finite; // weights or features are to blame
      if (this.mute) this.#startAnew();
    }
    this.preRoll.awake();
    this.#predict();
  }

  /** Network and features from rest. */
  #startAnew(): void {
    this.memory.resetNetwork();
    this.memory.resetFeatures();
    this.clock.cold(0);
  }

  #predict(): void {
    this.clock.predict();
    this.lastFired = this.detector.step(this.scores, this.clock.endsAtMs);
  }

  /** Whether so many missing samples are stepped through as silence: by `bridge`. Else they are a `gap`. */
  bridges(missing: number): boolean {
    return this.silence.bridges(missing);
  }

  /** `tail` samples were put into `input` behind those that are there; after them `missing` are lost. Sets `settled` back. */
  bridge(tail: number, missing: number): void {
    this.silence.bridge(tail, missing);
    this.clock.missing(missing);
  }

  /**
   * `missing` input samples are lost here, and no window reaches over the gap: the framer starts anew. The network's and the detector's state are
   * held or start anew too, as `onGap` says; samples that were passed over for lack of time (`skipped`) are no silence. `settled` is false until
   * the state has seen a warm-up's worth of samples again.
   */
  gap(missing: number, skipped = false): void {
    const { samples, real } = this.silence.forget();
    this.clock.gap(missing + samples, missing + real);
    this.framer.restart();
    this.preRoll.clear();
    if (this.onGap === 'hold' || (this.onGap === 'zeros' && skipped)) return;
    this.#startAnew();
    this.detector.reset();
  }
}
