// One stream's part of a shared source: what found no room in the stream waits here, in order, within a bound.
import { now } from '../clock.js';
import type { Intake } from './source.js';

/** What is left of a block, `samples[at, samples.length)`, or samples that are missing at this place. */
type Item =
  | { readonly kind: 'block'; readonly samples: Float32Array; at: number; readonly cameAtMs: number }
  | { readonly kind: 'missing'; samples: number; readonly skipped: boolean };

export class Branch {
  readonly intake: Intake;
  readonly #signal: AbortSignal;
  readonly #mostSamples: number;
  readonly #emptied: () => void;
  readonly #items: Item[] = [];
  /** Samples of the blocks that wait. */
  #samples = 0;
  #ended = false;
  #changed: () => void = () => undefined;

  /** `mostSamples`: how many may wait, beside one block; 0: none. `emptied`: called when nothing waits any more. */
  constructor(intake: Intake, signal: AbortSignal, mostSamples: number, emptied: () => void) {
    this.intake = intake;
    this.#signal = signal;
    this.#mostSamples = mostSamples;
    this.#emptied = emptied;
  }

  /** Whether nothing waits. */
  get empty(): boolean {
    return this.#items.length === 0;
  }

  /** Takes `samples[from, to)`. They are copied where they must wait; too many drop the oldest block that waits. */
  push(samples: Float32Array, from: number, to: number, cameAtMs = now()): void {
    if (this.#signal.aborted) return;
    const at = from + (this.empty ? this.intake.push(samples, from, to, cameAtMs) : 0);
    if (at === to) return;
    if (this.#mostSamples === 0) return this.lose(to - at);
    // From its start on: an intake of rows finds the row's time there.
    this.#items.push({ kind: 'block', samples: samples.slice(0, to), at, cameAtMs });
    this.#samples += to - at;
    while (this.#samples - (to - at) > this.#mostSamples) this.#dropOldest();
    this.#changed();
  }

  lose(samples: number, skipped = false): void {
    if (this.empty) return this.intake.lose(samples, skipped);
    this.#items.push({ kind: 'missing', samples, skipped });
  }

  /** No sample follows. */
  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** Puts in what waits as there is room, until `end` and all of it is in, or until the signal aborts. */
  async flow(): Promise<void> {
    const wake = () => this.#changed();
    this.#signal.addEventListener('abort', wake);
    while (!this.#signal.aborted && !(this.#ended && this.empty)) {
      const changed = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      await (this.empty ? changed : Promise.race([this.intake.ready(), changed]));
      if (!this.#signal.aborted && !this.empty) this.#pushWaiting();
    }
    this.#signal.removeEventListener('abort', wake);
  }

  #pushWaiting(): void {
    for (let item = this.#items[0]; item !== undefined; item = this.#items[0]) {
      if (item.kind === 'missing') this.intake.lose(item.samples, item.skipped);
      else {
        const { samples, at, cameAtMs } = item;
        const taken = this.intake.push(samples, at, samples.length, cameAtMs);
        item.at += taken;
        this.#samples -= taken;
        if (item.at < samples.length) return;
      }
      this.#items.shift();
    }
    this.#emptied();
  }

  /** The oldest block that waits becomes as many missing samples, together with those that are missing before it. */
  #dropOldest(): void {
    const at = this.#items.findIndex(({ kind }) => kind === 'block');
    const block = this.#items[at];
    if (block?.kind !== 'block') return;
    const samples = block.samples.length - block.at;
    this.#samples -= samples;
    const before = this.#items[at - 1];
    if (before?.kind === 'missing' && !before.skipped) {
      before.samples += samples;
      this.#items.splice(at, 1);
    } else this.#items[at] = { kind: 'missing', samples, skipped: false };
  }
}
