// What each record of the log does to the streams of a partition. A record may come twice: when a later owner replays
// the log, and when a node that was not answered wrote it again. The second time it changes nothing.
import { monotonicMs } from '../../../clock.js';
import { crc32 } from '../../../model/crc32.js';
import type { OpenMessage } from '../../../protocol/client-messages.js';
import { CODES, Refusal } from '../../../protocol/closing.js';
import { plus } from '../../../protocol/counting.js';
import { isRowTime } from '../../../series/rows.js';
import { isSameToken } from '../../streams/resume-token.js';
import { decodeBytes, decodeNumbers } from '../../streams/row-layout.js';
import type { ServedStream } from '../../streams/served-stream.js';
import type { StreamHub } from '../../streams/stream-hub.js';
import type { Entry } from '../storage/contract.js';
import type { Output } from '../wire/outputs.js';
import type { BytesRecord, ConfirmRecord, LogRecord, OpenRecord, StrangerRecord } from '../wire/records.js';
import { framesOf, type OwnedStream, type Session, type SessionSender } from './owned-stream.js';
import type { Published, Reached } from './published.js';

export interface RecordHandlerParts {
  readonly hub: StreamHub;
  readonly streams: ReadonlyMap<string, OwnedStream>;
  readonly published: Published;
  say(output: Output): void;
  /** A stream is new here. */
  adopt(stream: ServedStream, by: Session): OwnedStream;
  senderFor(stream: { readonly name: string }, by: Session): SessionSender;
  /** Resolves when the stream has got so far. */
  reached(stream: OwnedStream, reached: Reached): Promise<void>;
  /** Resolves when the stream has room again. */
  room(stream: ServedStream): Promise<void>;
  /** A record that cannot be taken is set aside. */
  refused(entry: Entry, reason: string): void;
}

/** The session of rows that another program publishes. No client's is 0. */
export const STRANGER = 0;

export class RecordHandler {
  readonly #parts: RecordHandlerParts;
  /** Sessions that were answered in this term. */
  readonly #answered = new Set<number>();

  constructor(parts: RecordHandlerParts) {
    this.#parts = parts;
  }

  /** Resolves when the next record may be taken. */
  async take(record: LogRecord, entry: Entry): Promise<void> {
    const owned = this.#parts.streams.get(record.stream);
    if (owned !== undefined && record.kind !== 'bytes' && record.kind !== 'numbers' && record.kind !== 'stranger') {
      if (entry.sequence <= owned.applied) return;
    }
    switch (record.kind) {
      case 'open':
        return this.#open(record, entry, owned);
      case 'stranger':
        return this.#stranger(record, entry, owned);
      case 'bytes':
      case 'numbers':
        if (owned?.by.session === record.session) return this.#block(owned, record, entry);
        return;
      default:
        if (owned === undefined) return;
        owned.changed(entry.sequence);
        return this.#change(owned, record);
    }
  }

  #change(
    owned: OwnedStream,
    record: Exclude<LogRecord, OpenRecord | StrangerRecord | BytesRecord | { kind: 'numbers' }>,
  ) {
    const { hub } = this.#parts;
    const { stream, by } = owned;
    switch (record.kind) {
      case 'ack':
        stream.results.acknowledged(record.predictions, record.detections);
        return hub.forgetWhereDone(stream);
      case 'close':
        if (record.session === by.session) stream.end();
        return;
      case 'confirm':
        return this.#confirm(owned, record);
      case 'left':
        owned.openings.delete(record.session);
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
        try {
          stream.setDetector(record.settings);
        } catch {
          // Its settings were refused where they were asked for, or the stream is over.
        }
        return;
      default:
        return record satisfies never;
    }
  }

  async #open(record: OpenRecord, entry: Entry, owned: OwnedStream | undefined): Promise<void> {
    const { published, hub, streams } = this.#parts;
    const { session, node, saysClosed, message, token, stream: name } = record;
    const answer = published.answerTo(session);
    if (answer?.refused === true) return;
    if (owned !== undefined) {
      owned.changed(entry.sequence);
      await this.#parts.reached(owned, answer?.reached ?? published.reached(name, owned.life));
      if (owned.by.session === session) return this.#answer(owned, session, true);
      if (continues(message, owned.stream)) {
        const { predictions = 0, detections = 0 } = message.resume ?? {};
        owned.stream.results.acknowledged(predictions, detections);
        owned.openings.set(session, node);
        return this.#answer(owned, session, true);
      }
      if (!Number.isNaN(owned.awaySinceMs)) hub.detach(owned.stream, owned.sender);
    }
    const by = { session, node, saysClosed, encoding: message.encoding };
    const sender = this.#parts.senderFor({ name }, by);
    try {
      // Rows wait in the log, and none of them is dropped here: what is dropped was left out before.
      const { stream } = await hub.open({ ...message, drop: 'none' }, sender, token);
      const opened = this.#parts.adopt(stream, by);
      opened.changed(entry.sequence);
      this.#answer(opened, session, false);
    } catch (error) {
      if (owned !== undefined && streams.get(name) === owned && owned.stream.sender === null) this.#attachAgain(owned);
      const code = error instanceof Refusal ? error.code : CODES.FAILED;
      this.#parts.say({ kind: 'refused', stream: name, session, code, reason: reasonOf(error) });
    }
  }

  /** The stream goes on over another connection. */
  #confirm(owned: OwnedStream, { session, node, saysClosed, encoding, token }: ConfirmRecord): void {
    const { stream, by, sender } = owned;
    owned.openings.delete(session);
    if (by.session === session || token !== stream.token) return;
    if (Number.isNaN(owned.awaySinceMs)) {
      const reason = 'the stream was continued over another connection';
      sender.streamClosed(stream, CODES.CONTINUED_ELSEWHERE, reason);
    }
    owned.by = { session, node, saysClosed, encoding };
    owned.sender = this.#parts.senderFor(stream, owned.by);
    owned.awaySinceMs = Number.NaN;
    owned.expiring = false;
    stream.reconnects++;
    stream.attach(owned.sender);
  }

  /** Results that came while nobody was there to say them are said now. */
  #attachAgain(owned: OwnedStream): void {
    const { stream, sender } = owned;
    stream.attach(sender);
    for (const frame of [...framesOf(stream.results.predictions), ...framesOf(stream.results.detections)]) {
      sender.result(stream, { bytes: frame, at: 0, length: frame.length });
    }
  }

  /** Tells the client's node, and says again what the client did not acknowledge. */
  #answer({ stream, life }: OwnedStream, session: number, resumed: boolean): void {
    const { published, say } = this.#parts;
    if (this.#answered.has(session)) return;
    this.#answered.add(session);
    const { name, token, sequencer, results, closing } = stream;
    if (published.answerTo(session) === undefined) {
      say({
        kind: 'opened',
        stream: name,
        answer: {
          ...{ session, token, resumed, sequence: sequencer.sequence, position: sequencer.position },
          ...{ predictions: stream.predictions, detections: plus(results.nextDetection, -1) },
          ...{ lost: results.predictions.dropped, dropped: stream.dropped, info: stream.info },
        },
      });
    }
    for (const frame of [...framesOf(results.predictions), ...framesOf(results.detections)]) {
      say({ kind: 'result', stream: name, life, again: true, frame });
    }
    if (closing !== null && !published.saidClosed(name, session)) {
      say({ kind: 'closed', stream: name, session, ...closing });
    }
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

/** Whether a client goes on with a stream that is there: it has its token, or opened it by an earlier try. */
function continues({ resume, key }: OpenMessage, { token, openMessage, closing }: ServedStream): boolean {
  if (resume !== undefined && isSameToken(resume.token, token)) return true;
  return closing === null && key !== undefined && key === openMessage.key;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
