// What each record of the log does to the streams of a partition. A record may come twice: when a later owner replays
// the log, and when a node that was not answered wrote it again. The second time it changes nothing.
import { monotonicMs } from '../../../clock.js';
import { crc32 } from '../../../model/crc32.js';
import { CODES, Refusal } from '../../../protocol/closing.js';
import { plus } from '../../../protocol/counting.js';
import { isRowTime } from '../../../series/rows.js';
import type { DetectorChanges } from '../../streams/detector-changes.js';
import { decodeBytes, decodeNumbers } from '../../streams/row-layout.js';
import type { ServedStream } from '../../streams/served-stream.js';
import type { Entry } from '../storage/contract.js';
import type { BytesRecord, LogRecord, OpenRecord, StrangerRecord } from '../wire/records.js';
import { STRANGER } from './absences.js';
import { Openings, type OpeningsParts, reasonOf } from './openings.js';
import type { OwnedStream } from './owned-stream.js';

export interface RecordHandlerParts extends OpeningsParts {
  /** Resolves when the stream has room again. */
  room(stream: ServedStream): Promise<void>;
  /** Resolves when the engine has processed what the stream took, and `known` is true. */
  settled(stream: ServedStream, known?: () => boolean): Promise<void>;
  /** A record that cannot be taken is set aside. */
  refused(entry: Entry, reason: string): void;
}

export class RecordHandler {
  readonly #parts: RecordHandlerParts;
  readonly #openings: Openings;

  constructor(parts: RecordHandlerParts) {
    this.#parts = parts;
    this.#openings = new Openings(parts);
  }

  /** Resolves when the next record may be taken. */
  async take(record: LogRecord, entry: Entry): Promise<void> {
    const owned = this.#parts.streams.get(record.stream);
    if (owned !== undefined && record.kind !== 'bytes' && record.kind !== 'numbers' && record.kind !== 'stranger') {
      if (entry.sequence <= owned.applied) return;
    }
    switch (record.kind) {
      case 'open':
        return this.#openings.open(record, entry, owned);
      case 'stranger':
        return this.#stranger(record, entry, owned);
      case 'bytes':
      case 'numbers':
        if (!owned?.counts(record.session, entry.sequence)) return;
        if (entry.sequence > owned.applied) owned.isHere(record.session);
        return this.#block(owned, record, entry);
      default:
        if (owned === undefined) return;
        owned.changed(entry.sequence);
        return this.#change(owned, record, entry);
    }
  }

  #change(
    owned: OwnedStream,
    record: Exclude<LogRecord, OpenRecord | StrangerRecord | BytesRecord | { kind: 'numbers' }>,
    entry: Entry,
  ) {
    const { hub } = this.#parts;
    const { stream, by } = owned;
    switch (record.kind) {
      case 'ack':
        // What was acknowledged of an earlier stream of that name says nothing of this one.
        if (!owned.counts(record.session, entry.sequence)) return;
        stream.results.acknowledged(record.predictions, record.detections);
        return hub.forgetWhereDone(stream);
      case 'close':
        if (record.session === by.session) stream.end();
        return;
      case 'confirm':
        return this.#openings.confirm(owned, record, entry);
      case 'left':
        this.#openings.left(owned, record.session);
        if (record.session === by.session) owned.awaySinceMs = monotonicMs();
        return;
      case 'heard':
        if (record.session === by.session && stream.closing !== null) hub.forget(stream);
        return;
      case 'expire': {
        owned.expiring = false;
        if (record.session !== by.session || Number.isNaN(owned.awaySinceMs) || owned.openings.size > 0) return;
        hub.close(stream, CODES.UNKNOWN_STREAM, 'its client was away for too long');
        return hub.forget(stream);
      }
      case 'end':
        return hub.close(stream, CODES.CLOSED_BY_ADMINISTRATOR, 'closed by an administrator');
      case 'detector':
        return this.#setDetector(stream, record.settings);
      default:
        return record satisfies never;
    }
  }

  /** Between the rows before it in the log and those behind it: a later owner must come to the same detections. */
  async #setDetector(stream: ServedStream, settings: DetectorChanges): Promise<void> {
    await this.#parts.settled(stream);
    try {
      stream.setDetector(settings);
    } catch {
      return; // its settings were refused where they were asked for, or the stream is over
    }
    let isKnown = false;
    const know = () => {
      isKnown = true;
    };
    stream.snapshot().then(know, know); // the engine takes messages in order
    await this.#parts.settled(stream, () => isKnown);
  }

  async #block(
    owned: OwnedStream,
    record: Extract<LogRecord, { kind: 'bytes' | 'numbers' }>,
    entry: Entry,
  ): Promise<void> {
    const { stream } = owned;
    const { layout } = stream.plan;
    const sequence = record.kind === 'bytes' ? record.sequence : (record.message.sequence as number);
    if (!stream.wants(sequence)) return;
    // A row without a time gets that of the log, which is the same at every reading.
    const timed = (timeMs: number | undefined) => (timeMs !== undefined && isRowTime(timeMs) ? timeMs : entry.timeMs);
    const clock = (timeMs: number) => stream.sequencer.timeOf(timed(timeMs));
    try {
      if (record.dropped > 0) stream.backlog.drop(record.dropped * layout.samples);
      const block =
        record.kind === 'bytes'
          ? decodeBytes(layout, owned.by.encoding, record.payload, 0, record.payload.length, clock)
          : decodeNumbers(layout, record.message.values, clock);
      const position = record.kind === 'bytes' ? record.position : (record.message.position ?? null);
      const { timeMs } = record.kind === 'bytes' ? record : record.message;
      stream.take(sequence, position, timed(timeMs), block, monotonicMs());
      owned.changed(entry.sequence, sequence);
    } catch (error) {
      if (error instanceof Refusal) this.#parts.hub.close(stream, error.code, error.message);
      else stream.fail(error);
      return;
    }
    if (stream.full) await this.#parts.room(stream);
  }

  async #stranger(record: StrangerRecord, entry: Entry, known: OwnedStream | undefined): Promise<void> {
    const { stream, model, channels, timeMs, values } = record;
    if (known !== undefined && known.by.session !== STRANGER) {
      return this.#parts.refused(entry, `a client has the stream '${stream}'`);
    }
    const owned = known ?? (await this.#openForStranger(stream, { model, channels }, entry));
    if (owned === null) return;
    const sequence = entry.sequence >>> 0;
    const message = {
      kind: 'block' as const,
      number: 0,
      sequence,
      values,
      ...(timeMs === undefined ? {} : { timeMs }),
    };
    await this.#block(owned, { kind: 'numbers', stream, session: STRANGER, dropped: 0, message }, entry);
    owned.stream.results.acknowledged(owned.stream.predictions, plus(owned.stream.results.nextDetection, -1));
  }

  async #openForStranger(
    name: string,
    { model, channels }: { readonly model: string | undefined; readonly channels: readonly string[] | undefined },
    entry: Entry,
  ): Promise<OwnedStream | null> {
    const by = { session: STRANGER, node: '', saysClosed: false, encoding: 'json' } as const;
    const token = `stranger-${entry.sequence}-${crc32(new TextEncoder().encode(name))}`;
    try {
      const { stream } = await this.#parts.hub.open(
        {
          ...{ kind: 'open', number: 0, stream: name, encoding: 'json', predictions: 'all', drop: 'none' },
          ...{ replace: false, detector: {} },
          ...(model === undefined ? {} : { model }),
          ...(channels === undefined ? {} : { channels: [...channels] }),
        },
        this.#parts.senderFor({ name }, by),
        token,
      );
      return this.#parts.adopt(stream, by);
    } catch (error) {
      this.#parts.refused(entry, reasonOf(error));
      return null;
    }
  }
}
