import type { OpenMessage } from '../../../protocol/client-messages.js';
import { CODES, Refusal } from '../../../protocol/closing.js';
import { plus } from '../../../protocol/counting.js';
import { isSameToken } from '../../streams/resume-token.js';
import type { ServedStream } from '../../streams/served-stream.js';
import type { StreamHub } from '../../streams/stream-hub.js';
import type { Entry } from '../storage/contract.js';
import type { Output } from '../wire/outputs.js';
import type { ConfirmRecord, OpenRecord } from '../wire/records.js';
import { framesOf, type OwnedStream, type Session, type SessionSender } from './owned-stream.js';
import type { Published, Reached } from './published.js';

export interface OpeningsParts {
  readonly hub: StreamHub;
  readonly streams: ReadonlyMap<string, OwnedStream>;
  readonly published: Published;
  say(output: Output): void;
  /** A stream is new here. */
  adopt(stream: ServedStream, by: Session): OwnedStream;
  senderFor(stream: { readonly name: string }, by: Session): SessionSender;
  /** Resolves when the stream has got so far. */
  reached(stream: OwnedStream, reached: Reached): Promise<void>;
}

export class Openings {
  readonly #parts: OpeningsParts;
  /** Sessions that were answered in this term, and whose opening may come again. */
  readonly #answered = new Set<number>();

  constructor(parts: OpeningsParts) {
    this.#parts = parts;
  }

  async open(record: OpenRecord, entry: Entry, owned: OwnedStream | undefined): Promise<void> {
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
  confirm(owned: OwnedStream, record: ConfirmRecord, entry: Entry): void {
    const { stream, by, sender } = owned;
    const { session, node, saysClosed, encoding, token } = record;
    this.left(owned, session);
    owned.isHere(session);
    if (by.session === session || token !== stream.token || entry.sequence <= owned.since) return;
    if (Number.isNaN(owned.awaySinceMs)) {
      const reason = 'the stream was continued over another connection';
      sender.streamClosed(stream, CODES.CONTINUED_ELSEWHERE, reason);
    }
    const next = { session, node, saysClosed, encoding };
    owned.goesOnWith(next, this.#parts.senderFor(stream, next), entry.sequence);
    stream.reconnects++;
    stream.attach(owned.sender);
  }

  /** No opening of the session follows. */
  left(owned: OwnedStream, session: number): void {
    owned.openings.delete(session);
    this.#answered.delete(session);
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
}

/** Whether a client goes on with a stream that is there: it has its token, or opened it by an earlier try. */
function continues({ resume, key }: OpenMessage, { token, openMessage, closing }: ServedStream): boolean {
  if (resume !== undefined && isSameToken(resume.token, token)) return true;
  return closing === null && key !== undefined && key === openMessage.key;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
