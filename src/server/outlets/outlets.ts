// All outlets of a program: each alarm goes to those that want it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { patternTest } from '../../protocol/names.js';
import { type Clock, platformClock } from '../../source/clock.js';
import { FolderLock } from '../persistence/folder-lock.js';
import type { AlarmNote } from './alarm-note.js';
import { Delivery } from './delivery/delivery.js';
import { openOutlet } from './open-outlet.js';
import { NoteQueue } from './queue/note-queue.js';
import { type CheckedAlarms, type CheckedOutlet, namesOf } from './settings.js';

export interface OutletsParts {
  readonly settings: CheckedAlarms;
  /** Where alarms wait where the settings name no folder; null: in memory. */
  readonly folder: string | null;
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** What one outlet has done since it was opened. */
export interface OutletStatus {
  readonly name: string;
  readonly waiting: number;
  /** Messages, and the notes in them. */
  readonly sent: number;
  readonly sentNotes: number;
  /** Attempts that failed. */
  readonly failed: number;
  /** Notes that were dropped, set aside because they were refused, or came again. */
  readonly dropped: number;
  readonly refused: number;
  readonly repeated: number;
  /** Whether the last attempt failed. */
  readonly failing: boolean;
}

interface Way {
  readonly delivery: Delivery;
  readonly leastSeverity: number;
  readonly wants: (stream: string) => boolean;
}

export class Outlets {
  readonly #ways: readonly Way[];
  readonly #lock: FolderLock | null;

  /**
   * Rejects with TypeError for a secret that is not there, with SluiceError STATE_IN_USE where another process uses the
   * queue's folder, PACKAGE_MISSING, and with the system's error.
   */
  static async open(parts: OutletsParts): Promise<Outlets> {
    const { settings } = parts;
    const folder = settings.queue ?? parts.folder;
    const names = namesOf(settings.outlets);
    const opened = await Promise.all(
      settings.outlets.map((each, i) => openOutlet(each, names[i] as string, { warn: parts.warn, info: parts.info })),
    );
    if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = folder === null ? null : await FolderLock.take(folder);
    const ways = settings.outlets.map((each, i) => {
      const name = names[i] as string;
      const queue = queueOf(each, folder === null ? null : join(folder, name));
      if (queue.waiting > 0) parts.info({ outlet: name, waiting: queue.waiting }, 'alarms wait from before');
      if (queue.broken > 0) parts.warn({ outlet: name, lines: queue.broken }, 'lines of a queue cannot be read');
      const { clock = platformClock, random = Math.random, warn, info } = parts;
      const common = { name, queue, clock, random, warn, info };
      const delivery = new Delivery({ ...common, outlet: opened[i] as (typeof opened)[0], perMinute: each.perMinute });
      return { delivery, leastSeverity: each.leastSeverity, wants: patternTest(each.streams) };
    });
    return new Outlets(ways, lock);
  }

  private constructor(ways: readonly Way[], lock: FolderLock | null) {
    this.#ways = ways;
    this.#lock = lock;
  }

  /** Takes a note for the outlets that want it: with a folder it is written when this returns. */
  add(note: AlarmNote): void {
    for (const { delivery, leastSeverity, wants } of this.#ways) {
      if (note.severity !== null && note.severity < leastSeverity) continue;
      if (wants(note.stream)) delivery.add(note);
    }
  }

  /** A stream is there, before its first alarm. */
  opened(stream: string): void {
    for (const { delivery, wants } of this.#ways) if (wants(stream)) delivery.opened(stream);
  }

  *status(): Generator<OutletStatus> {
    for (const { delivery } of this.#ways) {
      const { name, queue, sent, sentNotes, failed, refused, failing } = delivery;
      const { waiting, dropped, repeated } = queue;
      yield { name, waiting, sent, sentNotes, failed, dropped, refused, repeated, failing };
    }
  }

  /** Resolves when what was added survives a power loss. */
  async sync(): Promise<void> {
    await Promise.all(this.#ways.map(({ delivery }) => delivery.queue.sync()));
  }

  /** Ends deliveries, after what waits is delivered or so long has passed. What is left stays in the folder. */
  async close(withinMs: number): Promise<void> {
    const signal = AbortSignal.timeout(withinMs);
    await Promise.all(this.#ways.map(({ delivery }) => delivery.delivered(signal)));
    await this.sync().catch(() => undefined);
    await Promise.all(this.#ways.map(({ delivery }) => delivery.close()));
    await this.#lock?.release();
  }
}

function queueOf({ mostWaiting: most }: CheckedOutlet, folder: string | null): NoteQueue {
  return new NoteQueue({ folder, most });
}
