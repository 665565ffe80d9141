// Engine thread: the lanes that are open, and which of them are awake: have something to do, or may have. Of a thousand streams few are at a time, and a
// turn's way leads past those only.
import { Marked } from '../ring/marked.js';
import type { Lane } from './lane.js';
import type { LaneGroup } from './lane-group.js';
import type { PostedEnds } from './posted-ends.js';

export interface OpenLane {
  readonly number: number;
  readonly lane: Lane;
  /** Null: transport `shared`. */
  readonly posted: PostedEnds | null;
  /** With whom it has its turns. Null: its steps take their time. */
  readonly group: LaneGroup | null;
  port: MessagePort | null;
  /** Ended and said so, or failed: it has no more turns. */
  done: boolean;
  awake: boolean;
}

export class OpenLanes {
  readonly #byNumber = new Map<number, OpenLane>();
  readonly #byMark = new Marked<OpenLane>();
  /** The first #count are meant. */
  readonly #awake: OpenLane[] = [];
  #count = 0;

  add(open: OpenLane): void {
    this.#byNumber.set(open.number, open);
    this.#byMark.add(open.number, open);
    this.wake(open);
  }

  remove(open: OpenLane): void {
    this.#byNumber.delete(open.number);
    this.#byMark.remove(open.number, open);
    for (let i = 0; i < this.#count; i++) if (this.#awake[i] === open) this.sleep(i);
    this.#awake.length = this.#count;
  }

  get(number: number): OpenLane | undefined {
    return this.#byNumber.get(number);
  }

  of(lane: Lane): OpenLane | undefined {
    for (let i = 0; i < this.#count; i++) if (this.awake(i).lane === lane) return this.awake(i);
    return undefined;
  }

  /** Lanes that are awake. */
  get count(): number {
    return this.#count;
  }

  awake(i: number): OpenLane {
    return this.#awake[i] as OpenLane;
  }

  /** Real-time, as the rest. */
  wake(open: OpenLane): void {
    if (open.awake) return;
    open.awake = true;
    this.#awake[this.#count++] = open;
  }

  /** Those that a mark may be of. */
  wakeMarked(mark: number): void {
    const lanes = this.#byMark.at(mark);
    for (let i = 0; i < lanes.length; i++) this.wake(lanes[i] as OpenLane);
  }

  wakeAll(): void {
    for (const open of this.#byNumber.values()) this.wake(open);
  }

  /** The last one takes its place. */
  sleep(i: number): void {
    this.awake(i).awake = false;
    this.#awake[i] = this.#awake[--this.#count] as OpenLane;
  }
}
