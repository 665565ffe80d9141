// Turns what a stream's engine says into what its client and its watchers are told: each prediction is matched with the
// block that it came from, numbered, and kept until it is acknowledged.

import { monotonicMs } from '../../clock.js';
import type { PostedDetection } from '../../engine/messages.js';
import { unpackDetails } from '../../forecast/details.js';
import type { Choice } from '../../protocol/client-messages.js';
import { plus } from '../../protocol/counting.js';
import type { DetectionFields } from '../../protocol/server-frames.js';
import type { PredictionRecord } from '../../ring/records.js';
import type { Backlog } from '../scheduling/backlog.js';
import type { EngineShare } from '../scheduling/engine-share.js';
import type { KeptFrame, Results } from './results.js';
import { isKept, type RowMemory } from './row-memory.js';
import type { StreamPlan } from './stream-plan.js';
import { consumedBy, timeAround } from './stream-times.js';

/** The stream whose results are handled. */
export interface HandledStream {
  readonly plan: StreamPlan;
  readonly backlog: Backlog;
  readonly results: Results;
  /** Where its work under way is counted. */
  readonly share: EngineShare;
  /** Whether anybody watches it. */
  readonly watched: boolean;
  /** Sends a result to the stream's client, where that is connected. */
  send(frame: KeptFrame): void;
  stepped(ms: number): void;
  predicted(delayMs: number): void;
  showPoint(point: KeptFrame, index: number): void;
  detected(detection: DetectionFields): void;
  /** More detections than allowed wait for an acknowledgement. */
  tooManyDetections(): void;
}

export interface ResultHandlerOptions {
  /** Which predictions the client wants. */
  readonly choice: Choice;
  readonly acknowledgeAtOnce: boolean;
  /** Detections that may wait for an acknowledgement. */
  readonly keptDetections: number;
  /** Where a restored stream goes on: samples covered by its snapshot, and index of the next prediction. */
  readonly consumed: number;
  readonly predictions: number;
  /** Rows missing before its next prediction that is sent. */
  readonly gapRows: number;
}

/** Weight of the newest delay in the running mean. */
const NEWEST = 0.05;

/** Gaps that are remembered: those since the last state that was saved, and far more. */
const MOST_GAPS = 256;

export class ResultHandler {
  readonly #stream: HandledStream;
  readonly #rows: RowMemory;
  readonly #options: ResultHandlerOptions;
  /** Samples up to the end of the last prediction, gaps counted in. */
  consumed: number;
  /** Samples up to there that the engine got: of gaps it got nothing. */
  answered: number;
  /** Index of the next prediction. */
  predictions: number;
  /** When the engine was last given something, or last said something. */
  movedMs = 0;
  delayMs = Number.NaN;
  /** Rows missing before the next prediction that is sent. */
  #gapRows: number;
  /** Of the last gaps: the prediction before which each lies, and its rows. A state that is saved ends between two. */
  readonly #gaps: { readonly index: number; readonly rows: number }[] = [];

  constructor(stream: HandledStream, rows: RowMemory, options: ResultHandlerOptions) {
    this.#stream = stream;
    this.#rows = rows;
    this.#options = options;
    this.consumed = options.consumed;
    this.answered = options.consumed;
    this.predictions = options.predictions;
    this.#gapRows = options.gapRows;
    if (options.gapRows > 0) this.#gaps.push({ index: plus(options.predictions, -1), rows: options.gapRows });
  }

  predicted(record: PredictionRecord): void {
    const stream = this.#stream;
    const { plan, backlog, results } = stream;
    const { settled, gated, scores, endsAtMs, endedAtMs } = record;
    if (!Number.isNaN(endedAtMs)) stream.stepped(endedAtMs - record.startedAtMs);
    const consumed = consumedBy(record, plan, this.consumed);
    this.consumed = consumed;
    const block = backlog.blockBefore(consumed);
    const known = block >= 0;
    const nowMs = monotonicMs();
    this.movedMs = nowMs;
    if (known) this.#answered(backlog.handedBefore(consumed, block), nowMs - backlog.table.fedMs(block));
    const afterMs = known ? ((backlog.table.endsAt(block) - consumed) * 1000) / plan.sampleRate : 0;
    const ownMs = known ? backlog.table.timeMs(block) - afterMs : Number.NaN;
    const isSeries = plan.input === 'series';
    const timeMs = isSeries ? endsAtMs : ownMs;
    const series = isSeries ? unpackDetails(scores[1] as number, record.features) : null;
    const delayMs = known ? nowMs - backlog.table.arrivedMs(block) : Number.NaN;
    if (known) this.delayMs = Number.isNaN(this.delayMs) ? delayMs : this.delayMs + NEWEST * (delayMs - this.delayMs);
    const index = record.index >>> 0;
    this.predictions = plus(index, 1);
    const gap = Math.round(record.gap / plan.layout.samples);
    this.#gapRows += gap;
    if (gap > 0) this.#noteGap(index, gap);
    const { watched } = stream;
    let shownMs = 0;
    const kept = isKept(plan, consumed, index);
    if (kept || watched) {
      const values = this.#rows.valuesBefore(consumed, known ? backlog.table.level(block) : Number.NaN);
      const point = results.point({ index, timeMs, gap, settled, past: false, values, scores, series }, kept);
      if (watched) {
        const sinceMs = monotonicMs();
        stream.showPoint(point, index);
        shownMs = monotonicMs() - sinceMs; // paid by those who watch
      }
    }
    stream.predicted(delayMs);
    if (this.#isWanted(index)) {
      const fields = { index, endsAtMs, timeMs, gap: this.#gapRows, delayMs, settled, gated, scores, series };
      this.#gapRows = 0;
      stream.send(results.prediction(fields)); // kept, whether or not its client is connected
    }
    if (this.#options.acknowledgeAtOnce && known) backlog.forgetBefore(block);
    stream.share.spent(monotonicMs() - nowMs - shownMs);
  }

  detected(posted: PostedDetection): void {
    const stream = this.#stream;
    const { plan, backlog, results } = stream;
    const { index, label, score, startsAtMs, endsAtMs } = posted;
    const timeMs = timeAround(endsAtMs, plan, backlog.table);
    const { frame, detection } = results.detection({
      ...{ index: index >>> 0, label, score, startsAtMs, endsAtMs, timeMs },
      ...this.#ofSeries(posted),
    });
    stream.send(frame);
    stream.detected(detection);
    if (results.detections.count > this.#options.keptDetections) stream.tooManyDetections();
  }

  /** Rows missing before prediction `before` since the last one before it that is sent. */
  gapRowsBefore(before: number): number {
    const { choice } = this.#options;
    if (choice === 'none') return 0;
    const from = choice === 'all' ? before : before - (before % choice);
    return this.#gaps.reduce((sum, { index, rows }) => (index >= from && index < before ? sum + rows : sum), 0);
  }

  #noteGap(index: number, rows: number): void {
    this.#gaps.push({ index, rows });
    if (this.#gaps.length > MOST_GAPS) this.#gaps.shift();
  }

  /** The engine has answered for the samples up to `handed`; NaN: it got none of them, because a gap was filled. */
  #answered(handed: number, tookMs: number): void {
    if (!(handed > this.answered)) return;
    const { share, plan } = this.#stream;
    const hops = (handed - this.answered) / plan.hopSamples;
    share.answered(hops * plan.hopWork, hops, tookMs);
    this.answered = handed;
  }

  /** What only the detections of a series have. */
  #ofSeries({ channel, severity, value, expected, spread, open, reason, why }: PostedDetection) {
    if (channel === undefined || severity === undefined) return {};
    const name = this.#channelOf(channel);
    const named = { channel: name, severity };
    if (value === undefined || expected === undefined || spread === undefined) return named;
    const values = { ...named, value, expected, spread };
    if (open === undefined || reason === undefined || why === undefined) return values;
    return { ...values, open, reason, why: why.replace(channel, () => name) };
  }

  /** As the client named it. */
  #channelOf(name: string): string {
    const { channels, modelChannels } = this.#stream.plan;
    return channels[modelChannels.indexOf(name)] ?? name;
  }

  #isWanted(index: number): boolean {
    const { choice } = this.#options;
    return choice === 'all' || (choice !== 'none' && (index + 1) % choice === 0);
  }
}
