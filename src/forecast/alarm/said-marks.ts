// What an operator said of a stream's alarms, each at the row from which it counts. A stream that goes on from an
// earlier state meets the same rows again, and takes what was said at the same rows: so the bits are the same.
import type { AlarmMark, NormalKind } from '../../model/alarm-mark.js';
import type { SeriesMonitor } from '../monitor.js';
import { type KnownKind, knownKind } from './normal-kinds.js';

type SaidMonitor = Pick<SeriesMonitor, 'alarms' | 'callNormal'>;
type PlacedMark = AlarmMark & { readonly row: number };

export class SaidMarks {
  readonly #monitor: SaidMonitor;
  readonly #channels: readonly string[];
  /** By row. Those before `#next` were taken, or are in the state. */
  #placed: readonly PlacedMark[] = [];
  #next = 0;
  /** The row from which a kind is not normal any more. */
  #kindsUntil = Number.POSITIVE_INFINITY;
  /** Without a row: taken with the next one, and again after the state was replaced. It does no harm to take one twice. */
  #others: readonly AlarmMark[] = [];
  #waits = false;

  constructor(monitor: SaidMonitor, channels: readonly string[]) {
    this.#monitor = monitor;
    this.#channels = channels;
  }

  /** Replaces what was said. `row`: the next one. */
  set(marks: readonly AlarmMark[], row: number): void {
    this.#placed = marks.filter(isPlaced).sort((a, b) => a.row - b.row);
    this.#others = marks.filter((mark) => !isPlaced(mark));
    this.from(row);
  }

  /** The stream goes on with this row: what was said of earlier ones is in its state, but for kinds. */
  from(row: number): void {
    const from = this.#placed.findIndex((mark) => mark.row >= row);
    this.#next = from < 0 ? this.#placed.length : from;
    this.#waits = this.#others.length > 0;
    this.#setKinds(row);
  }

  /** Takes what counts from this row on. Real-time where nothing does. */
  before(row: number): void {
    while (this.#next < this.#placed.length && (this.#placed[this.#next] as PlacedMark).row <= row) {
      this.#take(this.#placed[this.#next++] as PlacedMark, row);
    }
    if (row >= this.#kindsUntil) this.#setKinds(row);
    if (!this.#waits) return;
    this.#waits = false;
    for (const mark of this.#others) this.#take(mark, row);
  }

  #take(mark: AlarmMark, row: number): void {
    const { kind } = mark;
    const channel = this.#channels.indexOf(mark.channel);
    if (kind === 'acknowledged') this.#monitor.alarms.acknowledge(channel, mark.startsAtMs);
    else if (kind === 'normal') this.#monitor.callNormal(channel, mark.startsAtMs);
    else this.#setKinds(row);
  }

  #setKinds(row: number): void {
    const said = [...this.#others, ...this.#placed.slice(0, this.#next)];
    const normal = said.filter((mark) => mark.kind === 'always-normal').filter((kind) => row < untilOf(kind));
    this.#monitor.alarms.kinds = normal.map((kind): KnownKind => knownKind(kind, this.#channels));
    this.#kindsUntil = Math.min(...normal.map(untilOf));
  }
}

function untilOf({ untilRow = Number.POSITIVE_INFINITY }: NormalKind): number {
  return untilRow;
}

function isPlaced(mark: AlarmMark): mark is PlacedMark {
  return mark.row !== undefined;
}
