// The newest alarms of all streams, and which belong together. When there are too many, the oldest that are over go
// first.
import type { AlarmRecord } from './records.js';

/** Alarms that are known of all streams, and of one. */
const MOST = 500;
const MOST_OF_STREAM = 100;
/** Alarms of streams that lie in one folder have one cause where they begin within so long of the first of them, ms. */
const GROUP_MS = 60_000;

export class AlarmBook {
  /** By id, the oldest first. */
  readonly #alarms = new Map<string, AlarmRecord>();
  /** Streams that have had one: how many are open and muted. */
  readonly #streams = new Set<string>();

  get all(): IterableIterator<AlarmRecord> {
    return this.#alarms.values();
  }

  get(id: string): AlarmRecord | undefined {
    return this.#alarms.get(id);
  }

  /** Takes an alarm, new or changed. Returns those that had to go. */
  put(alarm: AlarmRecord): AlarmRecord[] {
    this.#alarms.set(alarm.id, alarm);
    this.#streams.add(alarm.stream);
    const ofStream = [...this.#alarms.values()].filter(({ stream }) => stream === alarm.stream);
    const gone = [this.#surplus(ofStream, MOST_OF_STREAM), this.#surplus([...this.#alarms.values()], MOST)];
    return gone.flatMap((one) => (one !== null && this.#alarms.delete(one.id) ? [one] : []));
  }

  remove(id: string): boolean {
    return this.#alarms.delete(id);
  }

  /** The stream is over: returns its alarms that were open. */
  openOf(stream: string): AlarmRecord[] {
    return [...this.#alarms.values()].filter((alarm) => alarm.stream === stream && alarm.open);
  }

  forgetStream(stream: string): void {
    this.#streams.delete(stream);
  }

  /** The group of an alarm that begins: that of one shortly before, of a stream in the same folder, or its own. */
  groupFor({ id, stream, startsAtMs, past }: Pick<AlarmRecord, 'id' | 'stream' | 'startsAtMs' | 'past'>): string {
    const folder = folderOf(stream);
    for (const other of [...this.#alarms.values()].reverse()) {
      if (other.past !== past || folderOf(other.stream) !== folder) continue;
      const first = this.#alarms.get(other.group) ?? other;
      if (Math.abs(startsAtMs - first.startsAtMs) <= GROUP_MS) return other.group;
    }
    return id;
  }

  /** Streams that have had an alarm; how many call for somebody, and how many are open and muted. */
  *counts(): Generator<readonly [stream: string, open: number, muted: number]> {
    for (const stream of this.#streams) {
      const open = this.openOf(stream).filter(({ normal }) => normal === null);
      const muted = open.filter((alarm) => alarm.muted).length;
      yield [stream, open.length - muted, muted];
    }
  }

  #surplus(alarms: readonly AlarmRecord[], most: number): AlarmRecord | null {
    if (alarms.length <= most) return null;
    return alarms.find(({ open }) => !open) ?? alarms[0] ?? null;
  }
}

/** `plant/` of `plant/pump-1`. */
function folderOf(stream: string): string {
  return stream.slice(0, stream.lastIndexOf('/') + 1);
}
