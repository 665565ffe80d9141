// Whether a second model agrees with what a first one detected. A pure step: predictions of the second and detections of
// the first come in, in any order of arrival, and each detection is decided by stream time alone, in its turn.
import type { Detection, Prediction } from './values.js';

export interface AgreementSettings {
  /** Of the model that verifies, in the order of its scores. */
  readonly labels: readonly string[];
  /** Score of the same label from which on it agrees. */
  readonly enter: number;
  /** How long after the end of the detection it may agree, ms of stream time. */
  readonly withinMs: number;
}

export interface Verdict {
  readonly detection: Detection;
  readonly agreed: boolean;
}

/** What was agreed to is remembered for so long: the two streams of a source are never further apart, ms. */
const REMEMBERED_MS = 60_000;

export class Agreement {
  readonly #settings: AgreementSettings;
  /** Stretches of stream time in which the verifier agreed to a label, the newest last. */
  readonly #heard: { readonly label: string; readonly fromMs: number; toMs: number }[] = [];
  /** Detections that are not decided yet, the oldest first. */
  #waiting: Detection[] = [];
  /** How far the verifier has heard, ms. */
  #nowMs = 0;

  constructor(settings: AgreementSettings) {
    this.#settings = settings;
  }

  /** The verifier's next prediction. Returns what it decides. */
  hear({ endsAtMs, scores, missed, gap }: Pick<Prediction, 'endsAtMs' | 'scores' | 'missed' | 'gap'>): Verdict[] {
    const { labels, enter } = this.#settings;
    const beforeMs = this.#nowMs;
    this.#nowMs = endsAtMs;
    // What it had no chance to hear, it does not object to.
    const unheard = missed > 0 || gap > 0;
    for (const [i, label] of labels.entries()) {
      if (unheard || (scores[i] as number) >= enter) this.#agree(label, unheard ? beforeMs : endsAtMs, beforeMs);
    }
    while ((this.#heard[0]?.toMs ?? endsAtMs) < endsAtMs - REMEMBERED_MS) this.#heard.shift();
    return this.#decide();
  }

  /** The first model's next detection. Returns what can be decided now. */
  ask(detection: Detection): Verdict[] {
    this.#waiting.push(detection);
    return this.#decide();
  }

  /** The verifier hears nothing more: what it has not agreed to by now, it does not. */
  end(): Verdict[] {
    this.#nowMs = Number.POSITIVE_INFINITY;
    return this.#decide();
  }

  #agree(label: string, fromMs: number, beforeMs: number): void {
    const last = this.#heard.findLast((stretch) => stretch.label === label);
    if (last !== undefined && last.toMs >= beforeMs) last.toMs = this.#nowMs;
    else this.#heard.push({ label, fromMs, toMs: this.#nowMs });
  }

  #decide(): Verdict[] {
    const verdicts: Verdict[] = [];
    for (const detection of this.#waiting) {
      const untilMs = detection.endsAtMs + this.#settings.withinMs;
      const agreed = this.#heard.some(
        ({ label, fromMs, toMs }) => label === detection.label && toMs >= detection.startsAtMs && fromMs <= untilMs,
      );
      if (!agreed && this.#nowMs <= untilMs) break;
      verdicts.push({ detection, agreed });
    }
    this.#waiting = this.#waiting.slice(verdicts.length);
    return verdicts;
  }
}
