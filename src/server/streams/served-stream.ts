// One stream that is served, from its first block to its end, whichever connection its client has at the moment. Blocks go in, in order and each once;
// what its engine says comes out to the sender, if it is there, and to those who watch.
import { now } from '../../clock.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { plus } from '../../protocol/counting.js';
import type { StreamInfo } from '../../protocol/server-messages.js';
import { Saving } from '../persistence/saving.js';
import { Backlog } from '../scheduling/backlog.js';
import type { Feedable, Feeder } from '../scheduling/stream-scheduler.js';
import { Arrivals } from './block-sequencer.js';
import type { ArrivedBlock } from './block-table.js';
import { type DetectorChanges, withDetector } from './detector-changes.js';
import type { PushSource } from './push-source.js';
import { Outcome } from './result-handler.js';
import { Results } from './results.js';
import type { DecodedBlock } from './row-layout.js';
import { RowMemory } from './row-memory.js';
import type { ServedParts } from './served-parts.js';
import { infoOf } from './stream-info.js';
import type { StreamListener, StreamSender } from './stream-parties.js';
import type { StreamPlan } from './stream-plan.js';

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
  readonly feeder: Feeder;
  readonly #parts: ServedParts;
  // What every block and prediction needs lies here, not in the parts: of a thousand streams each of these is a way to memory.
  readonly #listener: StreamListener;
  readonly #source: PushSource;
  readonly #acknowledgeAtOnce: boolean;
  readonly #rows: RowMemory;
  readonly #outcome: Outcome;
  /** As it was opened, with the changes to its detector since. */
  openMessage: OpenMessage;
  listed = false;
  sender: StreamSender | null = null;
  /** When its sender went; NaN while it is there. */
  awaySinceMs = Number.NaN;
  readonly saving = new Saving(this);
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
    this.openMessage = open;
    this.name = parts.name;
    this.token = parts.token;
    this.plan = plan;
    this.feeder = parts.seat.feeder;
    this.#listener = parts.listener;
    this.#source = parts.source;
    this.#acknowledgeAtOnce = parts.acknowledgeAtOnce;
    this.results = new Results(limits.keptBytes);
    const fedTo = restored?.fedTo ?? 0;
    this.backlog = new Backlog(fedTo, { drop: open.drop, maxDelayMs: open.maxDelayMs, mostBytes: limits.waitingBytes });
    this.#rows = new RowMemory(plan);
    this.arrivals = new Arrivals(plan.layout.samples, restored);
    this.results.nextDetection = plus(restored?.detections ?? 0, 1);
    if (restored !== null) this.backlog.catchingUp = true;
    this.#outcome = new Outcome(this, this.#rows, parts, { consumed: fedTo, predictions: restored?.predictions ?? 0 });
  }

  /** Lets the engine's results come. */
  start(): void {
    this.#parts.link.start({
      predicted: (record) => {
        if (!this.over) this.#outcome.predicted(record);
      },
      detected: (detection) => {
        if (!this.over) this.#outcome.detected(detection);
      },
      ended: () => this.#listener.ended(this),
      failed: (error) => this.#listener.failed(this, error),
    });
  }

  /** Whether a block of that number is wanted: one that has come before is counted, and passed over. */
  wants(sequence: number): boolean {
    if (this.ending) return false;
    if (this.arrivals.isNew(sequence)) return true;
    this.#listener.repeated(this);
    return false;
  }

  /** Whether a block that is wanted is too old to be read at all: then it is counted, and given up. `rows`: what it brings. */
  passes(sequence: number, timeMs: number, rows: number, nowMs: number): boolean {
    const { backlog, feeder } = this;
    if (!this.#listener.pressed || rows < 1 || !Number.isInteger(rows)) return false; // what is no whole rows is refused
    if (this.#waitedMs(timeMs, nowMs) <= backlog.mostWaitMs(feeder.answerMs)) return false;
    this.#came(sequence);
    backlog.giveUp(rows * this.plan.layout.samples);
    this.#listener.passed();
    return true;
  }

  /** A block that is wanted. `timeMs` NaN: the client does not say. Throws Refusal. */
  take(sequence: number, position: number | null, timeMs: number, block: DecodedBlock, nowMs: number): void {
    const { arrivals } = this;
    const startsAt = arrivals.startOf(position);
    this.#came(sequence);
    const again = arrivals.passOver(startsAt, block.count);
    if (again === block.count) return;
    const arrived = {
      sequence,
      startsAt: startsAt + again,
      samples: again === 0 ? block.samples : block.samples.subarray(again, block.count),
      count: block.count - again,
      timeMs: Number.isNaN(block.timeMs) ? arrivals.timeOf(timeMs, nowMs) : block.timeMs,
      arrivedMs: nowMs - this.#waitedMs(timeMs, nowMs),
      level: block.level,
    };
    arrivals.cameTo = startsAt + block.count;
    arrivals.replaced += block.replaced;
    if (this.#admit(arrived, nowMs)) this.#rows.remember(arrived, this.#listener.isWatched(this));
    this.#listener.came(this, block);
  }

  feed(hops: number, nowMs: number): { readonly hops: number; readonly more: boolean } {
    const { intake } = this.#source;
    this.backlog.dropStale(nowMs, this.feeder.answerMs);
    if (intake === null || this.over) return { hops: 0, more: !this.over && this.backlog.waiting > 0 };
    const { hopSamples } = this.plan;
    if (this.backlog.waiting > 0) this.#listener.fed(this.backlog.waitedMs(nowMs));
    this.#outcome.movedMs = nowMs;
    const fed = this.backlog.feed(intake, Math.max(1, Math.ceil(hops * hopSamples)), nowMs);
    this.#finishWhereEnding();
    return { hops: fed / hopSamples, more: this.backlog.waiting > 0 };
  }

  /** No block follows: what there is is worked off. */
  end(): void {
    this.ending = true;
    this.#finishWhereEnding();
  }

  /** Index of the next prediction. */
  get predictions(): number {
    return this.#outcome.predictions;
  }

  /** From a block's arrival to its prediction, ms, on average of late; NaN before the first. */
  get delayMs(): number {
    return this.#outcome.delayMs;
  }

  /** Samples up to the end of the last prediction, gaps counted in. */
  get consumed(): number {
    return this.#outcome.consumed;
  }

  /** Throws TypeError or RangeError for a wrong one. */
  setDetector(changes: DetectorChanges): void {
    this.#parts.link.setDetector(changes);
    this.openMessage = withDetector(this.openMessage, changes);
  }

  snapshot(): Promise<Uint8Array> {
    return this.#parts.link.snapshot();
  }

  /** Gives the engine's part back. What has been said is kept for its client. */
  async release(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.feeder.answered((this.backlog.handed - this.#outcome.answered) / this.plan.hopSamples, Number.NaN);
    this.#parts.seat.leave();
    await this.#parts.link.close();
  }

  /** Whether something that has come may still bring a prediction. */
  get isBusy(): boolean {
    const underWay = this.backlog.fedTo - this.#outcome.consumed >= this.plan.hopSamples;
    return this.backlog.waiting > 0 || (underWay && now() - this.#outcome.movedMs < SETTLED_MS);
  }

  /** Whether its connection is to be held: it gives nothing up, and there is no room. */
  get full(): boolean {
    return this.openMessage.drop === 'none' && (this.backlog.full || this.#listener.noMemory);
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

  #came(sequence: number): void {
    this.arrivals.sequence = sequence;
    if (this.#acknowledgeAtOnce) this.arrivals.acknowledged = sequence;
  }

  /** How long what has just come has waited in its socket: by how busy this thread was, and where that is too much by the sender's clock. */
  #waitedMs(timeMs: number, nowMs: number): number {
    const lagMs = this.arrivals.lagOf(timeMs, nowMs);
    return this.#listener.pressed ? Math.max(lagMs, this.#listener.lagMs) : this.#listener.lagMs;
  }

  /** To the engine at once where nothing waits, else into the backlog. False where it is given up. */
  #admit(block: ArrivedBlock, nowMs: number): boolean {
    const { backlog, feeder } = this;
    const { intake } = this.#source;
    const waitedMs = nowMs - block.arrivedMs;
    const late = waitedMs > backlog.mostWaitMs(feeder.answerMs);
    if (intake === null || this.over || late || backlog.waiting > 0 || !feeder.open) {
      if (this.#listener.noMemory && this.openMessage.drop !== 'none') {
        backlog.giveUp(block.count);
        return false;
      }
      const admitted = backlog.add(block);
      if (admitted) feeder.list(this);
      return admitted;
    }
    feeder.passing();
    const took = backlog.pass(intake, block, nowMs);
    feeder.handed(took / this.plan.hopSamples);
    if (took < block.count) feeder.list(this);
    this.#listener.fed(waitedMs);
    this.#outcome.movedMs = nowMs;
    return true;
  }

  #finishWhereEnding(): void {
    if (this.ending && this.backlog.waiting === 0) this.#source.end();
  }
}
