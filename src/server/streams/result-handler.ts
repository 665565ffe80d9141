// What a served stream's engine says, as its client and those who watch are told: each prediction beside the block that it came of, numbered and kept until it
// is acknowledged.

import { now } from '../../clock.js';
import type { PostedDetection } from '../../engine/messages.js';
import { unpackDetails } from '../../forecast/details.js';
import type { Choice } from '../../protocol/client-messages.js';
import { plus } from '../../protocol/counting.js';
import type { PredictionRecord } from '../../ring/records.js';
import { isKept, type RowMemory } from './row-memory.js';
import type { ServedParts } from './served-parts.js';
import type { ServedStream } from './served-stream.js';
import type { StreamListener } from './stream-parties.js';
import { consumedBy, timeAround } from './stream-times.js';

/** Share of a prediction's delay in the average. */
const NEWEST = 0.05;

export class Outcome {
  readonly #stream: ServedStream;
  readonly #rows: RowMemory;
  readonly #listener: StreamListener;
  readonly #choice: Choice;
  readonly #acknowledgeAtOnce: boolean;
  readonly #keptDetections: number;
  /** Samples up to the end of the last prediction, gaps counted in. */
  consumed: number;
  /** Samples up to there that were handed over: of gaps nothing was. */
  answered: number;
  /** Index of the next prediction. */
  predictions: number;
  /** When the engine was last given something, or last said something. */
  movedMs = 0;
  delayMs = Number.NaN;
  /** Rows missing before the next prediction that is sent. */
  #gapRows = 0;

  constructor(
    stream: ServedStream,
    rows: RowMemory,
    { listener, open, acknowledgeAtOnce, limits }: ServedParts,
    { consumed, predictions }: { readonly consumed: number; readonly predictions: number },
  ) {
    this.#stream = stream;
    this.#rows = rows;
    this.#listener = listener;
    this.#choice = open.predictions;
    this.#acknowledgeAtOnce = acknowledgeAtOnce;
    this.#keptDetections = limits.keptDetections;
    this.consumed = consumed;
    this.answered = consumed;
    this.predictions = predictions;
  }

  predicted(record: PredictionRecord): void {
    const stream = this.#stream;
    const listener = this.#listener;
    const { plan, backlog, results } = stream;
    const { settled, gated, scores, endsAtMs, endedAtMs } = record;
    if (!Number.isNaN(endedAtMs)) listener.stepped(endedAtMs - record.startedAtMs);
    const consumed = consumedBy(record, plan, this.consumed);
    this.consumed = consumed;
    const block = backlog.blockBefore(consumed);
    const known = block >= 0;
    const nowMs = now();
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
    const watched = listener.isWatched(stream);
    const kept = isKept(plan, consumed, index);
    if (kept || watched) {
      const values = this.#rows.valuesBefore(consumed, known ? backlog.table.level(block) : Number.NaN);
      const point = results.point({ index, timeMs, gap, settled, past: false, values, scores, series }, kept);
      if (watched) listener.point(stream, point, index);
    }
    listener.predicted(stream, delayMs);
    if (this.#isWanted(index)) {
      const sent = { index, endsAtMs, timeMs, gap: this.#gapRows, delayMs, settled, gated, scores, series };
      this.#gapRows = 0;
      const frame = results.prediction(sent); // kept, whether or not its client is there
      stream.sender?.result(stream, frame);
    }
    if (this.#acknowledgeAtOnce && known) backlog.forgetBefore(block);
  }

  detected({ index, label, score, startsAtMs, endsAtMs, channel, severity }: PostedDetection): void {
    const stream = this.#stream;
    const { plan, backlog, results } = stream;
    const timeMs = timeAround(endsAtMs, plan, backlog.table);
    const of = channel === undefined || severity === undefined ? {} : { channel: this.#channelOf(channel), severity };
    const said = { index: index >>> 0, label, score, startsAtMs, endsAtMs, timeMs, ...of };
    const { frame, detection } = results.detection(said);
    stream.sender?.result(stream, frame);
    this.#listener.detected(stream, detection);
    if (results.detections.count > this.#keptDetections) stream.sender?.unacknowledged(stream);
  }

  /** The engine has answered for what was handed over up to there; NaN: for nothing of it, where silence stands for what is missing. */
  #answered(handed: number, tookMs: number): void {
    if (!(handed > this.answered)) return;
    const { feeder, plan } = this.#stream;
    feeder.answered((handed - this.answered) / plan.hopSamples, tookMs);
    this.answered = handed;
  }

  /** As the client named it. */
  #channelOf(name: string): string {
    const { channels, modelChannels } = this.#stream.plan;
    return channels[modelChannels.indexOf(name)] ?? name;
  }

  #isWanted(index: number): boolean {
    return this.#choice === 'all' || (this.#choice !== 'none' && (index + 1) % this.#choice === 0);
  }
}
