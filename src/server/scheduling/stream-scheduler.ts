// Decides which of an engine's streams may hand it samples next, and how many. Those who send share the engine: each
// client may have an equal part of the work that is under way, and so may each connection of a client. Within it
// streams take turns of equal work. docs/architecture.md, "Back-pressure", describes the control loop.
import { ClientWork, NOBODY, type Payer } from './client-work.js';
import { EngineShare, type ScheduledStream } from './engine-share.js';

/** The engine's doorbell. It is held while many streams hand over samples, so that the engine wakes up once. */
export interface SchedulerBell {
  hold(): void;
  release(): void;
}

/** Work that a stream hands over before the next stream has its turn. */
const QUANTUM = 8;
/** Bounds of the window: work that may be under way. */
const FIRST_WORK = 4096;
const LEAST_WORK = 256;
const MOST_WORK = 1 << 18;
/** What a connection may always have under way, whatever its part of the window is. */
const LEAST_PART = QUANTUM;
/**
 * The window shrinks where an answer takes longer. It grows where no answer takes half as long and streams wait. While
 * several clients share the engine each waits for the others' work, and answers are to come sooner.
 */
const ANSWER_MS = 80;
const SHARED_ANSWER_MS = 20;
const ADJUST_EVERY_MS = 50;
const SHRINK = 0.75;
const GROW = 1.25;

export class StreamScheduler {
  readonly #bell: SchedulerBell;
  /** By connection. */
  readonly #shares = new Map<string, EngineShare>();
  readonly #clients = new Map<string, ClientWork>();
  /** Those of which streams wait. */
  readonly #waiting = new Set<EngineShare>();
  #window = FIRST_WORK;
  /** Whether streams had to wait for the window since it was last adjusted. */
  #limited = false;
  #adjustedMs = 0;

  constructor(bell: SchedulerBell) {
    this.#bell = bell;
  }

  /** A connection's share, for one more of its streams. Give it back with `leave`. `payer`: the client's. */
  join(client: string, connection: string, payer: Payer = NOBODY): EngineShare {
    const most = this.#window / (this.#shares.size + 1); // until the window is next adjusted
    const work = this.#clients.get(client) ?? new ClientWork(this.#window, payer);
    work.payer = payer;
    this.#clients.set(client, work);
    const share = this.#shares.get(connection) ?? new EngineShare(client, connection, most, work);
    this.#shares.set(connection, share);
    share.streams++;
    return share;
  }

  /** `work`: of the stream, that is under way. */
  leave(share: EngineShare, work: number): void {
    share.giveUp(work);
    share.streams--;
    if (share.streams === 0) this.#shares.delete(share.connection);
  }

  /** Work that may be under way. */
  get window(): number {
    return this.#window;
  }

  get underWay(): number {
    let work = 0;
    for (const share of this.#shares.values()) work += share.underWay;
    return work;
  }

  /** Streams that wait for a turn. */
  get waiting(): number {
    let streams = 0;
    for (const share of this.#shares.values()) streams += share.waiting;
    return streams;
  }

  /** Samples wait on this stream. */
  list(stream: ScheduledStream): void {
    if (stream.listed) return;
    this.#waiting.add(stream.share);
    stream.listed = true;
    stream.share.push(stream);
  }

  /** The stream has another share from now on; `work` of it is under way. */
  move(stream: ScheduledStream, from: EngineShare, work: number): void {
    stream.share.takeOver(work);
    if (stream.listed) {
      from.remove(stream);
      stream.listed = false;
      this.list(stream);
    }
    this.leave(from, work);
  }

  /**
   * A stream is about to hand over a new block at once; `handed` of its share then says how much it was. The engine
   * hears of the block with the next `flush`.
   */
  handsOver(): void {
    this.#bell.hold();
  }

  /**
   * Gives turns while streams wait and the window has room, and wakes the engine. Returns whether streams wait only
   * because their client has to rest: nothing that comes will tell when it has rested.
   */
  flush(nowMs: number): boolean {
    if (nowMs - this.#adjustedMs >= ADJUST_EVERY_MS) this.#adjust(nowMs);
    this.#bell.hold();
    try {
      return this.#waiting.size > 0 && this.#giveTurns(nowMs);
    } finally {
      this.#bell.release();
    }
  }

  /** The connections take turns, each with one stream that hands something over, until none of them can. */
  #giveTurns(nowMs: number): boolean {
    let rests = false;
    for (const work of this.#clients.values()) work.look();
    for (let moved = true; moved; ) {
      moved = false;
      for (const share of this.#waiting) {
        if (share.waiting === 0) this.#waiting.delete(share);
        else if (share.hasToRest) rests = true;
        else if (!share.hasRoom) this.#limited = true;
        else if (share.giveTurn(QUANTUM, nowMs)) moved = true;
      }
    }
    return rests;
  }

  #adjust(nowMs: number): void {
    const active = this.#active();
    const answerMs = active.size > 1 ? SHARED_ANSWER_MS : ANSWER_MS;
    let slowestMs = 0;
    for (const share of this.#shares.values()) slowestMs = Math.max(slowestMs, share.next());
    if (slowestMs > answerMs) this.#window = Math.max(LEAST_WORK, Math.round(SHRINK * this.#window));
    else if (this.#limited && slowestMs < answerMs / 2) {
      this.#window = Math.min(MOST_WORK, Math.round(GROW * this.#window));
    }
    this.#limited = false;
    this.#adjustedMs = nowMs;
    for (const share of this.#shares.values()) {
      const connections = Math.max(1, active.get(share.client) ?? 0);
      share.most = Math.max(LEAST_PART, this.#window / Math.max(1, active.size) / connections);
    }
    this.#settle(this.#window / Math.max(1, active.size));
  }

  /** `most`: work that a client may have under way. */
  #settle(most: number): void {
    const present = new Set(Array.from(this.#shares.values(), ({ client }) => client));
    for (const [client, work] of this.#clients) {
      work.settle();
      work.most = Math.max(LEAST_PART, most);
      if (!present.has(client)) this.#clients.delete(client);
    }
  }

  /** The clients that had work since the window was last adjusted, and how many connections each has that had. */
  #active(): ReadonlyMap<string, number> {
    const clients = new Map<string, number>();
    for (const { isActive, client } of this.#shares.values()) {
      if (isActive) clients.set(client, (clients.get(client) ?? 0) + 1);
    }
    return clients;
  }
}
