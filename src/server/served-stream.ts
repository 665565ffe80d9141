// One stream that is served, from its first block to its end, whichever connection its client has at the moment. Blocks go in, in order and each once;
// what its engine says comes out to the sender, if it is there, and to those who watch.
import type { Subscription } from 'rxjs';
import type { KeywordSettings } from '../engine/detector/keyword.js';
import type { Detection, Prediction } from '../observable/values.js';
import { now } from '../platform.js';
import type { Choice, OpenMessage } from '../protocol/client-messages.js';
import { plus } from '../protocol/counting.js';
import type { StreamInfo } from '../protocol/server-messages.js';
import { Arrivals, type RestoredPosition } from './arrivals.js';
import { Backlog } from './backlog.js';
import type { ArrivedBlock } from './block-table.js';
import type { Feedable } from './feeder.js';
import { type KeptFrame, Results } from './results.js';
import type { DecodedBlock } from './row-layout.js';
import { RowMemory } from './row-memory.js';
import type { ServedParts } from './served-parts.js';
import { infoOf } from './stream-info.js';
import type { StreamSender } from './stream-parties.js';
import type { StreamPlan } from './stream-plan.js';
import { consumedBy, timeAround } from './stream-times.js';

/** An engine that has said nothing for so long has nothing to say: what it has is too little for a step. */
const SETTLED_MS = 200;

export class ServedStream implements Feedable {
  readonly name: string;
  readonly token: string;
  readonly plan: StreamPlan;
  readonly results: Results;
  readonly backlog: Backlog;
  readonly arrivals: Arrivals;
  readonly openedAtMs = Date.now();
  readonly choice: Choice;
  readonly #parts: ServedParts;
  readonly #rows: RowMemory;
  readonly #subscriptions: Subscription[] = [];
  sender: StreamSender | null = null;
  /** When its sender went; NaN while it is there. */
  awaySinceMs = Number.NaN;
  #consumed: number;
  /** Index of the next prediction. */
  predictions: number;
  #gapRows = 0;
  #savedAt = Number.NaN;
  #savedResults = 0;
  /** When the engine was last given something, or last said something. */
  #movedMs = 0;
  delayMs = Number.NaN;
  reconnects = 0;
  /** Its client has said that no block follows. */
  ending = false;
  /** Whether its engine is done with it. */
  over = false;
  /** What its client has been told of its end, or would have been. */
  closing: { readonly code: number; readonly reason: string } | null = null;

  constructor(parts: ServedParts) {
    const { open, plan, limits, restored } = parts;
    this.#parts = parts;
    this.name = parts.name;
    this.token = parts.token;
    this.plan = plan;
    this.choice = open.predictions;
    this.results = new Results(limits.keptBytes);
    const fedTo = restored?.fedTo ?? 0;
    this.backlog = new Backlog(fedTo, { drop: open.drop, maxDelayMs: open.maxDelayMs, mostBytes: limits.waitingBytes });
    this.#rows = new RowMemory(plan);
    this.arrivals = new Arrivals(plan.layout.samples, restored);
    this.#consumed = fedTo;
    this.predictions = restored?.predictions ?? 0;
    this.results.nextDetection = plus(restored?.detections ?? 0, 1);
    if (restored !== null) this.backlog.catchingUp = true;
  }

  /** Lets the engine's results come. */
  start(): void {
    const { stream, listener } = this.#parts;
    const failed = (error: unknown) => listener.failed(this, error);
    this.#subscriptions.push(
      stream.detections$.subscribe({ next: (detection) => this.#detected(detection), error: () => undefined }),
      stream.predictions$.subscribe({
        next: (prediction) => this.#predicted(prediction),
        error: failed,
        complete: () => listener.ended(this),
      }),
    );
  }

  /** Whether a block of that number is wanted: one that has come before is counted, and passed over. */
  wants(sequence: number): boolean {
    if (this.ending) return false;
    if (this.arrivals.isNew(sequence)) return true;
    this.#parts.listener.repeated(this);
    return false;
  }

  /** A block that is wanted. `timeMs` NaN: the client does not say. Throws Refusal. */
  take(sequence: number, position: number | null, timeMs: number, block: DecodedBlock, nowMs: number): void {
    const { arrivals } = this;
    const startsAt = arrivals.startOf(position);
    arrivals.sequence = sequence;
    if (this.#parts.acknowledgeAtOnce) arrivals.acknowledged = sequence;
    const again = arrivals.passOver(startsAt, block.count);
    if (again === block.count) return;
    const arrived = {
      sequence,
      startsAt: startsAt + again,
      samples: again === 0 ? block.samples : block.samples.subarray(again, block.count),
      count: block.count - again,
      timeMs: Number.isNaN(block.timeMs) ? arrivals.timeOf(timeMs, nowMs) : block.timeMs,
      arrivedMs: nowMs,
      level: block.level,
    };
    arrivals.cameTo = startsAt + block.count;
    arrivals.replaced += block.replaced;
    if (this.#admit(arrived)) this.#rows.remember(arrived.samples, arrived.startsAt, arrived.count);
    this.#parts.listener.came(this, block);
  }

  feed(hops: number, nowMs: number): { readonly hops: number; readonly more: boolean } {
    const { intake } = this.#parts.source;
    this.backlog.dropStale(nowMs);
    if (intake === null || this.over) return { hops: 0, more: !this.over && this.backlog.waiting > 0 };
    const { hopSamples } = this.plan;
    if (this.backlog.waiting > 0) this.#parts.listener.fed(this.backlog.waitedMs(nowMs));
    this.#movedMs = nowMs;
    const fed = this.backlog.feed(intake, Math.max(1, Math.ceil(hops * hopSamples)), nowMs);
    this.#finishWhereEnding();
    return { hops: fed / hopSamples, more: this.backlog.waiting > 0 };
  }

  /** No block follows: what there is is worked off. */
  end(): void {
    this.ending = true;
    this.#finishWhereEnding();
  }

  /** Whether it has moved since it was last saved. */
  get unsaved(): boolean {
    return !this.over && (this.#savedAt !== this.#consumed || this.#savedResults !== this.results.unacknowledged);
  }

  /** A state on disk covers it up to here: the client may forget those blocks. */
  saved({ fedTo, sequence }: RestoredPosition): void {
    this.#savedAt = fedTo;
    this.#savedResults = this.results.unacknowledged;
    this.arrivals.acknowledged = sequence;
    this.backlog.forgetCovered(fedTo);
  }

  setDetector(settings: Partial<KeywordSettings>): void {
    this.#parts.stream.setDetector(settings);
  }

  snapshot(): Promise<Uint8Array> {
    return this.#parts.stream.snapshot();
  }

  /** Gives the engine's part back. What has been said is kept for its client. */
  async release(): Promise<void> {
    if (this.over) return;
    this.over = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.feeder.answered((this.backlog.fedTo - this.#consumed) / this.plan.hopSamples, Number.NaN);
    this.#parts.seat.leave();
    await this.#parts.stream.close();
  }

  get feeder() {
    return this.#parts.seat.feeder;
  }

  get openMessage(): OpenMessage {
    return this.#parts.open;
  }

  /** Whether something that has come may still bring a prediction. */
  get isBusy(): boolean {
    const underWay = this.backlog.fedTo - this.#consumed >= this.plan.hopSamples;
    return this.backlog.waiting > 0 || (underWay && now() - this.#movedMs < SETTLED_MS);
  }

  /** Rows given up. */
  get dropped(): number {
    return this.backlog.dropped / this.plan.layout.samples;
  }

  get heldBytes(): number {
    return this.plan.bytes + this.backlog.heldBytes + this.results.heldBytes;
  }

  get info(): StreamInfo {
    return infoOf(this);
  }

  /** To the engine at once where nothing waits, else into the backlog. False where it is given up. */
  #admit(block: ArrivedBlock): boolean {
    const { backlog, feeder } = this;
    const { intake } = this.#parts.source;
    if (intake === null || this.over || backlog.waiting > 0 || !feeder.open) {
      const admitted = backlog.add(block);
      if (admitted) feeder.list(this);
      return admitted;
    }
    feeder.passing();
    const took = backlog.pass(intake, block);
    feeder.handed(took / this.plan.hopSamples);
    if (took < block.count) feeder.list(this);
    this.#parts.listener.fed(0);
    this.#movedMs = block.arrivedMs;
    return true;
  }

  #finishWhereEnding(): void {
    if (this.ending && this.backlog.waiting === 0) this.#parts.source.end();
  }

  #predicted(prediction: Prediction): void {
    const { plan, backlog } = this;
    const { stamps } = prediction;
    if (stamps !== null) this.#parts.listener.stepped(stamps.endedAtMs - stamps.startedAtMs);
    const consumed = consumedBy(prediction, this.plan, this.#consumed);
    const hops = (consumed - this.#consumed) / plan.hopSamples;
    this.#consumed = consumed;
    const block = backlog.blockBefore(consumed);
    const known = block >= 0;
    const nowMs = now();
    this.#movedMs = nowMs;
    this.feeder.answered(hops, known ? nowMs - backlog.table.fedMs(block) : Number.NaN);
    const afterMs = known ? ((backlog.table.endsAt(block) - consumed) * 1000) / plan.sampleRate : 0;
    const ownMs = known ? backlog.table.timeMs(block) - afterMs : Number.NaN;
    const timeMs = plan.input === 'series' ? prediction.endsAtMs : ownMs;
    const series = prediction.series ?? null;
    const delayMs = known ? nowMs - backlog.table.arrivedMs(block) : Number.NaN;
    if (known) this.delayMs = Number.isNaN(this.delayMs) ? delayMs : this.delayMs + 0.05 * (delayMs - this.delayMs);
    const index = prediction.index >>> 0;
    this.predictions = plus(index, 1);
    const gap = Math.round(prediction.gap / plan.layout.samples);
    const { settled, gated, scores, endsAtMs } = prediction;
    this.#gapRows += gap;
    const { listener } = this.#parts;
    const [kept, watched] = [index % plan.pointEvery === 0, listener.isWatched(this)];
    if (kept || watched) {
      const values = this.#rows.valuesBefore(consumed, known ? backlog.table.level(block) : Number.NaN);
      const point = this.results.point({ index, timeMs, gap, settled, past: false, values, scores, series }, kept);
      if (watched) listener.point(this, point, index);
    }
    listener.predicted(this, delayMs);
    if (this.#isWanted(index)) {
      const sent = { index, endsAtMs, timeMs, gap: this.#gapRows, delayMs, settled, gated, scores, series };
      this.#gapRows = 0;
      this.#send(this.results.prediction(sent));
    }
    if (this.#parts.acknowledgeAtOnce && known) backlog.forgetBefore(block);
  }

  #detected(detected: Detection): void {
    const { index, label, score, startsAtMs, endsAtMs, channel, severity } = detected;
    const timeMs = timeAround(endsAtMs, this.plan, this.backlog.table);
    const of = channel === undefined || severity === undefined ? {} : { channel, severity };
    const { frame, detection } = this.results.detection({
      index: index >>> 0,
      label,
      score,
      startsAtMs,
      endsAtMs,
      timeMs,
      ...of,
    });
    this.#send(frame);
    this.#parts.listener.detected(this, detection);
    if (this.results.detections.count > this.#parts.limits.keptDetections) this.sender?.unacknowledged(this);
  }

  #isWanted(index: number): boolean {
    return this.choice === 'all' || (this.choice !== 'none' && (index + 1) % this.choice === 0);
  }

  #send(frame: KeptFrame): void {
    this.sender?.result(this, frame);
  }
}
