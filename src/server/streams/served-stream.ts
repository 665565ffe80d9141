// One served stream, from its first block to its end, whichever connection its client has at the moment. Blocks go in,
// in order and each once. What its engine says goes to the sender, if it is connected, and to those who watch.
import { monotonicMs } from '../../clock.js';
import { watchedUnit } from '../../forecast/channels/told-alarm.js';
import type { AlarmMark } from '../../model/alarm-mark.js';
import { DEFAULT_DELAY_MS, type OpenMessage } from '../../protocol/client-messages.js';
import { plus } from '../../protocol/counting.js';
import type { DetectionFields } from '../../protocol/server-frames.js';
import type { StreamInfo } from '../../protocol/server-messages.js';
import { Backlog } from '../scheduling/backlog.js';
import type { ArrivedBlock } from '../scheduling/block-table.js';
import { BurstAllowance } from '../scheduling/burst-allowance.js';
import { ClientWork, NOBODY } from '../scheduling/client-work.js';
import type { EnginePlacement } from '../scheduling/engine-fleet.js';
import { EngineShare, type ScheduledStream } from '../scheduling/engine-share.js';
import type { StreamScheduler } from '../scheduling/stream-scheduler.js';
import { BlockSequencer, type RestoredPosition } from './block-sequencer.js';
import type { ConnectedStream, StreamSender } from './connected-stream.js';
import { type DetectorChanges, withDetector } from './detector-changes.js';
import type { PushSource } from './push-source.js';
import { type HandledStream, ResultHandler } from './result-handler.js';
import { type KeptFrame, Results } from './results.js';
import type { DecodedBlock } from './row-layout.js';
import { RowMemory } from './row-memory.js';
import type { ServedLink } from './served-link.js';
import { frameSizes, type StreamPlan } from './stream-plan.js';

/** The server, as its streams see it. */
export interface StreamListener {
  /** How long what was just received may have waited in its socket, ms. */
  readonly lagMs: number;
  /** Whether it may have waited longer than that, because the server has more work than time. */
  readonly pressed: boolean;
  /** Whether the memory for streams is used up: nothing more may wait. */
  readonly noMemory: boolean;
  came(stream: ServedStream, block: DecodedBlock): void;
  /** A block was dropped without being decoded. */
  droppedUnread(): void;
  repeated(stream: ServedStream): void;
  /** Samples were handed to the engine; the oldest of them waited so long. */
  fed(waitedMs: number): void;
  /** Samples that were held back may go to the engine. */
  released(): void;
  /** A hop took the engine so long. */
  stepped(ms: number): void;
  /** A prediction. `delayMs`: since its block arrived; NaN where that is not known. */
  predicted(stream: ServedStream, delayMs: number): void;
  isWatched(stream: ServedStream): boolean;
  /** A prediction, as the point that watchers get. */
  point(stream: ServedStream, point: KeptFrame, index: number): void;
  detected(stream: ServedStream, detection: DetectionFields): void;
  /** Everything that came is processed. */
  ended(stream: ServedStream): void;
  failed(stream: ServedStream, error: unknown): void;
}

/** What one stream may keep. */
export interface StreamLimits {
  /** Bytes of blocks that wait for the engine. */
  readonly waitingBytes: number;
  /** Bytes of predictions that are kept until they are acknowledged. */
  readonly keptBytes: number;
  /** Detections that are kept until they are acknowledged. */
  readonly keptDetections: number;
}

export interface ServedStreamParts {
  readonly name: string;
  readonly token: string;
  readonly plan: StreamPlan;
  readonly open: OpenMessage;
  readonly placement: EnginePlacement;
  readonly source: PushSource;
  readonly link: ServedLink;
  readonly limits: StreamLimits;
  readonly listener: StreamListener;
  /** Whether blocks are acknowledged when they arrive, or only once a state on disk covers them. */
  readonly acknowledgeAtOnce: boolean;
  readonly restored: RestoredPosition | null;
}

/** An engine that said nothing for so long has nothing to say: what it has is too little for a step. */
const SETTLED_MS = 200;

/** All times named `…Ms` are by the monotonic clock, except where they say otherwise. */
export class ServedStream implements ScheduledStream, HandledStream, ConnectedStream {
  readonly relay = null;
  readonly name: string;
  readonly token: string;
  readonly plan: StreamPlan;
  readonly results: Results;
  readonly backlog: Backlog;
  readonly sequencer: BlockSequencer;
  readonly scheduler: StreamScheduler;
  /** Since the epoch. */
  readonly openedAtMs = Date.now();
  readonly #parts: ServedStreamParts;
  // What every block and prediction needs lies here and not in the parts: with a thousand streams, each step through
  // the parts is a cache miss.
  readonly #listener: StreamListener;
  readonly #source: PushSource;
  readonly #acknowledgeAtOnce: boolean;
  readonly #rows: RowMemory;
  /** Null: the client has set how long a block may wait. */
  readonly #bursts: BurstAllowance | null;
  readonly #resultHandler: ResultHandler;
  /** As it was opened, with the changes to its detector since. */
  openMessage: OpenMessage;
  listed = false;
  sender: StreamSender | null = null;
  /** When its sender went away; NaN while it is connected. */
  awaySinceMs = Number.NaN;
  /** When its sender came, the last time. */
  #attachedMs = Number.NEGATIVE_INFINITY;
  #share: EngineShare;
  reconnects = 0;
  /** Its client has said that no block follows. */
  ending = false;
  /** Whether its engine is done with it. */
  over = false;
  /** What its client was told of its end, or would have been. */
  closing: { readonly code: number; readonly reason: string } | null = null;
  #savedMark = '';
  /** Marks for which rows are held back. */
  #holds = 0;

  constructor(parts: ServedStreamParts) {
    const { open, plan, limits, restored } = parts;
    this.#parts = parts;
    this.openMessage = open;
    this.name = parts.name;
    this.token = parts.token;
    this.plan = plan;
    this.scheduler = parts.placement.scheduler;
    this.#share = this.scheduler.join(`stream ${parts.name}`, `stream ${parts.name}`);
    this.#listener = parts.listener;
    this.#source = parts.source;
    this.#acknowledgeAtOnce = parts.acknowledgeAtOnce;
    this.results = new Results(limits.keptBytes, frameSizes(plan).pointBytes);
    const fedTo = restored?.fedTo ?? 0;
    const { drop, maxDelayMs = DEFAULT_DELAY_MS } = open;
    this.backlog = new Backlog(fedTo, { drop, maxDelayMs, mostBytes: limits.waitingBytes });
    this.#bursts = open.maxDelayMs === undefined ? new BurstAllowance() : null;
    this.#rows = new RowMemory(plan);
    this.sequencer = new BlockSequencer(plan.layout.samples, restored);
    this.results.nextDetection = plus(restored?.detections ?? 0, 1);
    if (restored !== null) this.backlog.catchingUp = true;
    this.#resultHandler = new ResultHandler(this, this.#rows, {
      choice: open.predictions,
      acknowledgeAtOnce: parts.acknowledgeAtOnce,
      keptDetections: limits.keptDetections,
      consumed: fedTo,
      predictions: restored?.predictions ?? 0,
      gapRows: restored?.gapRows ?? 0,
    });
  }

  /** Its sender's share of the engine, also while that is away. */
  get share(): EngineShare {
    return this.#share;
  }

  /** It has a sender from now on. */
  attach(sender: StreamSender): void {
    const { client, connection, payer } = sender;
    const before = this.#share;
    if (this.over)
      this.#share = new EngineShare(client, connection, 0, new ClientWork(0, NOBODY)); // its engine is done with it
    else {
      this.#share = this.scheduler.join(client, connection, payer);
      this.scheduler.move(this, before, this.#workUnderWay);
    }
    this.sender = sender;
    this.#attachedMs = monotonicMs();
    this.awaySinceMs = Number.NaN;
  }

  /** Lets the engine's results come. */
  start(): void {
    this.#parts.link.start({
      predicted: (record) => {
        if (!this.over) this.#resultHandler.predicted(record);
      },
      detected: (detection) => {
        if (!this.over) this.#resultHandler.detected(detection);
      },
      ended: () => this.#listener.ended(this),
      failed: (error) => this.fail(error),
    });
  }

  /** Something threw in this stream's work: the stream ends, and no other. */
  fail(error: unknown): void {
    this.#listener.failed(this, error);
  }

  // Blocks come in.

  /** Whether a block of that number is wanted. One that came before is counted and skipped. */
  wants(sequence: number): boolean {
    if (this.ending) return false;
    if (this.sequencer.isNew(sequence)) return true;
    this.#listener.repeated(this);
    return false;
  }

  /** Whether a wanted block of `rows` rows is too old to be decoded at all: then it is counted and dropped. */
  dropsUnread(sequence: number, timeMs: number, rows: number, nowMs: number): boolean {
    const { backlog } = this;
    // What is not whole rows is refused, not dropped.
    if (!this.#listener.pressed || rows < 1 || !Number.isInteger(rows)) return false;
    const mayWaitMs = this.#bursts?.ahead(this.#spanMs(rows * this.plan.layout.samples), nowMs) ?? 0;
    if (this.#waitedMs(timeMs, nowMs) <= Math.max(mayWaitMs, backlog.mostWaitMs(this.share.answerMs))) return false;
    this.#came(sequence);
    backlog.drop(rows * this.plan.layout.samples);
    this.#listener.droppedUnread();
    return true;
  }

  /** Takes a wanted block. `timeMs`: by the sender's clock; NaN where the client does not say. Throws Refusal. */
  take(sequence: number, position: number | null, timeMs: number, block: DecodedBlock, nowMs: number): void {
    const { sequencer } = this;
    const spanMs = this.plan.input === 'series' ? sequencer.spanTo(block) : this.#spanMs(block.count);
    const startsAt = sequencer.startOf(position);
    this.#came(sequence);
    const again = sequencer.countRepeated(startsAt, block.count);
    if (again === block.count) return;
    const arrived = {
      sequence,
      startsAt: startsAt + again,
      samples: again === 0 ? block.samples : block.samples.subarray(again, block.count),
      count: block.count - again,
      timeMs: Number.isNaN(block.timeMs) ? sequencer.timeOf(timeMs) : block.timeMs,
      arrivedMs: nowMs - this.#waitedMs(timeMs, nowMs),
      level: block.level,
      mayWaitMs: this.#bursts?.of(spanMs, nowMs) ?? 0,
    };
    sequencer.cameTo = startsAt + block.count;
    sequencer.replaced += block.replaced;
    if (this.#admit(arrived, nowMs)) this.#rows.remember(arrived, this.#listener.isWatched(this));
    this.#listener.came(this, block);
  }

  /** The scheduler gives this stream a turn. What goes wrong in it ends this stream and no other. */
  feed(work: number, nowMs: number): { readonly work: number; readonly hops: number; readonly more: boolean } {
    try {
      return this.#feed(work, nowMs);
    } catch (error) {
      this.fail(error);
      return { work: 0, hops: 0, more: false };
    }
  }

  /** No block follows: what there is gets processed. */
  end(): void {
    this.ending = true;
    this.#finishWhereEnding();
  }

  // Results go out: what the result handler asks of the stream.

  get sends(): boolean {
    return this.sender !== null;
  }

  get watched(): boolean {
    return this.#listener.isWatched(this);
  }

  send(frame: KeptFrame): void {
    this.sender?.result(this, frame);
  }

  stepped(ms: number): void {
    this.#listener.stepped(ms);
  }

  predicted(delayMs: number): void {
    this.#listener.predicted(this, delayMs);
  }

  showPoint(point: KeptFrame, index: number): void {
    this.#listener.point(this, point, index);
  }

  detected(detection: DetectionFields): void {
    this.#listener.detected(this, detection);
  }

  tooManyDetections(): void {
    this.sender?.unacknowledged(this);
  }

  /** Index of the next prediction. */
  get predictions(): number {
    return this.#resultHandler.predictions;
  }

  /** Mean of the recent delays from a block's arrival to its prediction, ms; NaN before the first. */
  get delayMs(): number {
    return this.#resultHandler.delayMs;
  }

  /** Samples up to the end of the last prediction, gaps counted in. */
  get consumed(): number {
    return this.#resultHandler.consumed;
  }

  /** Throws TypeError or RangeError for wrong settings. */
  setDetector(changes: DetectorChanges): void {
    this.#parts.link.setDetector(changes);
    this.openMessage = withDetector(this.openMessage, changes);
  }

  // What an operator says counts from a definite row: see mark-stream.ts.

  /** No row goes to the engine from now on, until the function that is returned is called. */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (held) this.#holds--;
      held = false;
      if (this.#holds > 0 || this.backlog.waiting === 0 || this.over) return;
      this.scheduler.list(this);
      this.#listener.released();
    };
  }

  /** The next row that the engine gets, from 0; missing ones count. */
  get nextRow(): number {
    return this.backlog.fedTo / this.plan.layout.samples;
  }

  /** Resolves when the engine knows them. Channels are named as the client names them. */
  setMarks(marks: readonly AlarmMark[]): Promise<void> {
    const { channels, modelChannels } = this.plan;
    const named = (channel: string) => modelChannels[channels.indexOf(channel)] ?? channel;
    return this.#parts.link.setMarks(marks.map((mark) => ({ ...mark, channel: named(mark.channel) })));
  }

  // Saving: a client may forget a block once a state on disk covers it.

  snapshot(): Promise<Uint8Array> {
    return this.#parts.link.snapshot();
  }

  /** Rows missing before prediction `index` since the last one before it that is sent. */
  gapRowsBefore(index: number): number {
    return this.#resultHandler.gapRowsBefore(index);
  }

  /** Changes whenever something changes that a state on disk holds: while it is the same there is nothing to save. */
  get saveMark(): string {
    const { consumed, backlog, results, openMessage } = this;
    return JSON.stringify([consumed, backlog.fedTo, results.unacknowledged, openMessage.detector]);
  }

  get needsSaving(): boolean {
    return !this.over && this.#savedMark !== this.saveMark;
  }

  /** A state on disk covers the stream up to here. `mark`: the save mark from before its snapshot. */
  saved({ fedTo, sequence, sequenceEndsAt, timeMs }: RestoredPosition, mark: string): void {
    this.#savedMark = mark;
    this.sequencer.acknowledged = sequence;
    this.sequencer.acknowledgedTo = sequenceEndsAt;
    this.sequencer.acknowledgedMs = timeMs ?? Number.NEGATIVE_INFINITY;
    this.backlog.forgetCovered(fedTo);
  }

  /** Gives the engine's part back. Results are kept for its client. */
  async release(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.scheduler.leave(this.share, this.#workUnderWay);
    this.#parts.placement.release();
    await this.#parts.link.close();
  }

  /** Whether something that came may still bring a prediction. */
  get isBusy(): boolean {
    const underWay = this.backlog.fedTo - this.#resultHandler.consumed >= this.plan.hopSamples;
    return this.backlog.waiting > 0 || (underWay && monotonicMs() - this.#resultHandler.movedMs < SETTLED_MS);
  }

  /** Whether its connection is to be held: the stream drops nothing, and there is no room. */
  get full(): boolean {
    return this.openMessage.drop === 'none' && (this.backlog.full || this.#listener.noMemory);
  }

  /** Rows dropped. */
  get dropped(): number {
    return this.backlog.dropped / this.plan.layout.samples;
  }

  get heldBytes(): number {
    const planBytes = this.over ? 0 : this.plan.bytes; // the engine's part is given back
    return planBytes + this.backlog.heldBytes + this.results.heldBytes + this.#rows.heldBytes;
  }

  /** What is told of it to those who ask. */
  get info(): StreamInfo {
    const { plan, sequencer, results } = this;
    return {
      name: this.name,
      model: plan.modelName,
      input: plan.input,
      channels: [...plan.channels],
      ...(plan.described && { units: plan.described.map((each) => watchedUnit(each) ?? '') }),
      labels: [...plan.labels],
      rate: plan.rate,
      hopMs: plan.hopMs,
      state: this.sender === null ? 'away' : 'connected',
      openedAtMs: this.openedAtMs,
      predictions: this.predictions,
      detections: results.nextDetection - 1,
      dropped: this.dropped,
      replaced: sequencer.replaced,
      delayMs: this.delayMs,
      reconnects: this.reconnects,
    };
  }

  get #workUnderWay(): number {
    const { hopSamples, hopWork } = this.plan;
    return ((this.backlog.handed - this.#resultHandler.answered) / hopSamples) * hopWork;
  }

  #came(sequence: number): void {
    this.sequencer.sequence = sequence;
    if (this.#acknowledgeAtOnce) this.sequencer.acknowledged = sequence;
  }

  /** Stream time that so many samples cover, ms; 0 for a series, whose rows say it. */
  #spanMs(samples: number): number {
    return (samples * 1000) / this.plan.sampleRate;
  }

  /**
   * How long what was just received waited in its socket: as long as this thread was busy or, where it has more work
   * than time, as long as the sender's times say if that is more. A block that is older than its connection waited at
   * the client, which is what a client is to do while it cannot connect.
   */
  #waitedMs(timeMs: number, nowMs: number): number {
    const lagMs = this.sequencer.lagOf(timeMs, nowMs);
    const waitedMs = this.#listener.pressed ? Math.max(lagMs, this.#listener.lagMs) : this.#listener.lagMs;
    return Math.min(waitedMs, nowMs - this.#attachedMs);
  }

  /** Hands a block to the engine at once where nothing waits, else to the backlog. False where it is dropped. */
  #admit(block: ArrivedBlock, nowMs: number): boolean {
    const { backlog, scheduler } = this;
    const intake = this.#intake;
    const waitedMs = nowMs - block.arrivedMs;
    const isTooOld = waitedMs > Math.max(block.mayWaitMs, backlog.mostWaitMs(this.share.answerMs));
    if (intake === null || this.over || isTooOld || backlog.waiting > 0 || !this.share.isOpen) {
      if (this.#listener.noMemory && this.openMessage.drop !== 'none') {
        backlog.drop(block.count);
        return false;
      }
      const admitted = backlog.add(block);
      if (admitted) scheduler.list(this);
      return admitted;
    }
    scheduler.handsOver();
    const { hopSamples, hopWork } = this.plan;
    const most = Math.max(1, this.share.room(hopWork)) * hopSamples;
    const took = backlog.handOver(intake, block, nowMs, Math.ceil(most));
    const hops = took / hopSamples;
    this.share.handed(hops * hopWork, hops);
    if (took < block.count) scheduler.list(this);
    this.#listener.fed(waitedMs);
    this.#resultHandler.movedMs = nowMs;
    return true;
  }

  #feed(work: number, nowMs: number): { readonly work: number; readonly hops: number; readonly more: boolean } {
    const intake = this.#intake;
    this.backlog.dropTooOld(nowMs, this.share.answerMs, this.#bursts?.ahead(0, nowMs));
    if (intake === null || this.over) return { work: 0, hops: 0, more: !this.over && this.backlog.waiting > 0 };
    const { hopSamples, hopWork } = this.plan;
    const most = Math.max(1, Math.min(Math.floor(work / hopWork), this.share.room(hopWork)));
    if (this.backlog.waiting > 0) this.#listener.fed(this.backlog.waitedMs(nowMs));
    this.#resultHandler.movedMs = nowMs;
    const hops = this.backlog.feed(intake, Math.ceil(most * hopSamples), nowMs) / hopSamples;
    this.#finishWhereEnding();
    return { work: hops * hopWork, hops, more: this.backlog.waiting > 0 };
  }

  /** Null: nothing goes to the engine now. */
  get #intake() {
    return this.#holds > 0 ? null : this.#source.intake;
  }

  #finishWhereEnding(): void {
    if (this.ending && this.backlog.waiting === 0) this.#source.end();
  }
}
