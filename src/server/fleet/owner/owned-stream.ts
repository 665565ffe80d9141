// A stream of a partition that this node owns: its client is on some node, and what it says goes to the log of results.
import type { Encoding } from '../../../protocol/client-messages.js';
import { after } from '../../../protocol/counting.js';
import { NOBODY } from '../../scheduling/client-work.js';
import type { StreamSender } from '../../streams/connected-stream.js';
import type { FrameLog } from '../../streams/frame-log.js';
import type { KeptFrame } from '../../streams/results.js';
import type { ServedStream } from '../../streams/served-stream.js';
import { lifeOf } from './published.js';

/** What a state in the store has to cover before the log may forget it. `block`: null for what is no block. */
interface Pending {
  readonly sequence: number;
  readonly block: number | null;
}

/** Who sends the stream. */
export interface Session {
  readonly session: number;
  /** The node that holds the client's connection. */
  readonly node: string;
  readonly encoding: Encoding;
  readonly saysClosed: boolean;
}

/** A session, and the record of the log from which on it was the one that sends the stream. */
export interface PastSession {
  readonly session: number;
  readonly from: number;
}

/** Far more than there are between two states. */
const MOST_SESSIONS = 64;

export class OwnedStream {
  readonly stream: ServedStream;
  readonly life: number;
  by: Session;
  /** The last of them is the present one. A block counts if it is of the session of its place in the log. */
  sessions: readonly PastSession[];
  sender: StreamSender;
  /** When its client went away, by the monotonic clock; NaN while it is there. */
  awaySinceMs = Number.NaN;
  /** Sessions that were answered and not confirmed yet, and their nodes: while there is one, the stream is kept. */
  readonly openings = new Map<number, string>();
  /** Whether it was asked to end because its client was away for too long. */
  expiring = false;
  /** Records up to this sequence of the log are in its state. */
  applied: number;
  /** Of its state in the store; 0: there is none. */
  revision: number;
  #pending: Pending[] = [];

  constructor(stream: ServedStream, by: Session, sender: StreamSender, restored: Restored = {}) {
    const { applied = 0, revision = 0, sessions = [{ session: by.session, from: 0 }] } = restored;
    this.stream = stream;
    this.life = lifeOf(stream.token);
    this.by = by;
    this.sender = sender;
    this.sessions = sessions;
    this.applied = applied;
    this.revision = revision;
  }

  /** Since which record the present session sends it. */
  get since(): number {
    return this.sessions.at(-1)?.from ?? 0;
  }

  /** Whether a block of that session counts at that place in the log, also when the log is replayed later. */
  counts(session: number, sequence: number): boolean {
    return this.sessions.findLast(({ from }) => from <= sequence)?.session === session;
  }

  /** Another session sends it from a record of the log on. */
  goesOnWith(by: Session, sender: StreamSender, from: number): void {
    this.by = by;
    this.sender = sender;
    this.sessions = [...this.sessions, { session: by.session, from }].slice(-MOST_SESSIONS);
    this.isHere(by.session);
  }

  /** The client of that session is there. Its node may have been taken for gone, because it stood still. */
  isHere(session: number): void {
    if (session !== this.by.session) return;
    this.awaySinceMs = Number.NaN;
    this.expiring = false;
  }

  /** A record of the log changed it. */
  changed(sequence: number, block: number | null = null): void {
    this.#pending.push({ sequence, block });
  }

  /** The first record that no state in the store covers; null: there is none. */
  get firstPending(): number | null {
    return this.#pending[0]?.sequence ?? null;
  }

  /** A state in the store covers the blocks up to `block`, and the other records up to `applied`. */
  covered(block: number, applied: number): void {
    this.#pending = this.#pending.filter((each) =>
      each.block === null ? each.sequence > applied : after(each.block, block) > 0,
    );
  }
}

/** What a state in the store says beside the stream. */
export interface Restored {
  readonly applied?: number;
  readonly revision?: number;
  readonly sessions?: readonly PastSession[];
}

/** Says what a stream says, for one session. */
export class SessionSender implements StreamSender {
  readonly payer = NOBODY;
  readonly client = 'fleet';
  readonly connection: string;
  readonly saysClosed: boolean;
  readonly #tell: SessionSenderParts;

  constructor(stream: string, { saysClosed }: Session, tell: SessionSenderParts) {
    this.connection = `stream ${stream}`;
    this.saysClosed = saysClosed;
    this.#tell = tell;
  }

  result(_: unknown, { bytes, at, length }: KeptFrame): void {
    this.#tell.result(bytes.slice(at, at + length));
  }

  streamClosed(_: unknown, code: number, reason: string): void {
    this.#tell.closed(code, reason);
  }

  streamForgotten(): void {}

  unacknowledged(): void {}
}

export interface SessionSenderParts {
  result(frame: Uint8Array): void;
  closed(code: number, reason: string): void;
}

/** Copies of the frames that a log keeps. */
export function framesOf(log: FrameLog): Uint8Array[] {
  const frames: Uint8Array[] = [];
  log.each((at, length) => frames.push(log.bytes.slice(at, at + length)));
  return frames;
}
