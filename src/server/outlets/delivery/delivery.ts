// Delivers the notes of one outlet, one message after the other: what waits goes together, within the outlet's rate, and
// is tried until it is taken. Nothing that goes wrong here reaches a stream.
import type { Clock } from '../../../source/clock.js';
import { messageOf } from '../alarm-message.js';
import type { AlarmNote } from '../alarm-note.js';
import { NotTaken, type Outlet, TryLater } from '../outlet.js';
import type { NoteQueue } from '../queue/note-queue.js';
import type { WaitingNote } from '../queue/waiting-note.js';
import { againMs } from './again.js';
import { MessageRate } from './message-rate.js';

export interface DeliveryParts {
  readonly name: string;
  readonly outlet: Outlet;
  readonly queue: NoteQueue;
  readonly perMinute: number;
  readonly clock: Clock;
  /** From 0 to 1. */
  random(): number;
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
}

/** A note that was refused so often, alone, is set aside. */
const REFUSALS = 3;

export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #rate: MessageRate;
  readonly #end = new AbortController();
  readonly #running: Promise<void>;
  #wake: () => void = () => undefined;
  /** Resolves those who wait until nothing waits. */
  #idle: (() => void)[] = [];
  #failures = 0;
  #refusals = 0;
  /** Where messages of many notes are refused, notes are sent one by one until this number. */
  #aloneTo = 0;
  sent = 0;
  sentNotes = 0;
  failed = 0;
  refused = 0;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#rate = new MessageRate(parts.perMinute, parts.clock.now());
    this.#running = this.#run();
  }

  get name(): string {
    return this.#parts.name;
  }

  get queue(): NoteQueue {
    return this.#parts.queue;
  }

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  /** Takes a note. False where it came before, or cannot be kept, which is logged. */
  add(note: AlarmNote): boolean {
    const { name, queue, warn } = this.#parts;
    try {
      if (!queue.add(note)) return false;
    } catch (error) {
      queue.dropped++;
      warn({ outlet: name, reason: reasonOf(error) }, 'an alarm could not be kept for its outlet');
      return false;
    }
    this.#wake();
    return true;
  }

  /** A stream is there, before its first alarm. */
  opened(stream: string): void {
    this.#parts.outlet.opened?.(stream);
  }

  /** Resolves when nothing waits, or when the signal aborts. */
  delivered(signal: AbortSignal): Promise<void> {
    if (this.queue.waiting === 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Ends the attempts. What waits stays in the queue's folder. */
  async close(): Promise<void> {
    this.#end.abort();
    this.#wake();
    await this.#running;
    await this.#parts.outlet.close().catch(() => undefined);
    this.queue.close();
  }

  async #run(): Promise<void> {
    const { clock, queue } = this.#parts;
    const { signal } = this.#end;
    while (!signal.aborted) {
      if (queue.waiting === 0) {
        await this.#untilWoken();
        continue;
      }
      const waitMs = this.#rate.waitMs(clock.now());
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      else await this.#attempt();
    }
  }

  async #attempt(): Promise<void> {
    const { name, outlet, queue, clock, random, warn } = this.#parts;
    const { signal } = this.#end;
    const [oldest] = queue.first(1);
    const alone = oldest !== undefined && oldest.number <= this.#aloneTo;
    const notes = queue.first(alone ? 1 : outlet.mostNotes);
    const last = notes.at(-1) as WaitingNote;
    const message = messageOf(
      name,
      notes.map(({ note }) => note),
      queue.dropped,
    );
    this.#rate.sent(clock.now());
    try {
      await outlet.send(message, signal);
      this.#taken(last, notes.length);
    } catch (error) {
      if (signal.aborted) return;
      this.failed++;
      this.#failures++;
      if (error instanceof NotTaken && this.#isGivenUp(notes, error)) return;
      const askedMs = error instanceof TryLater ? error.afterMs : 0;
      const waitMs = againMs(this.#failures, random, askedMs);
      const facts = { outlet: name, reason: reasonOf(error), waiting: queue.waiting, againMs: Math.round(waitMs) };
      warn(facts, 'an outlet did not take its alarms; they are tried again');
      await clock.sleep(waitMs, signal);
    }
  }

  #taken(last: WaitingNote, notes: number): void {
    const { name, queue, info } = this.#parts;
    if (this.#failures > 0) info({ outlet: name, failures: this.#failures }, 'an outlet takes its alarms again');
    this.#failures = 0;
    this.#refusals = 0;
    this.sent++;
    this.sentNotes += notes;
    queue.delivered(last.number);
    if (queue.waiting === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The receiver refuses what the message holds: it gets the notes one by one, and one that it never takes is set aside. */
  #isGivenUp(notes: readonly WaitingNote[], error: NotTaken): boolean {
    const { name, queue, warn } = this.#parts;
    if (notes.length > 1) {
      this.#aloneTo = (notes.at(-1) as WaitingNote).number;
      return false;
    }
    if (++this.#refusals < REFUSALS) return false;
    const [note] = notes as readonly [WaitingNote];
    warn({ outlet: name, reason: reasonOf(error), alarm: note.note.id }, 'an outlet refuses an alarm: it is set aside');
    this.refused++;
    this.#refusals = 0;
    this.#failures = 0;
    queue.setAside(note, reasonOf(error));
    if (queue.waiting === 0) for (const resolve of this.#idle.splice(0)) resolve();
    return true;
  }

  #untilWoken(): Promise<void> {
    if (this.#end.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
