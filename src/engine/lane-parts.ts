// What a lane is joined from. Types only.
import type { RingReader } from '../ring/ring.js';
import type { Gate } from './gate.js';
import type { Keeper } from './keeper.js';
import type { Outflow } from './outflow.js';
import type { StreamSlot } from './stream-slot.js';

/** What a lane is made of. */
export interface LaneParts {
  readonly slot: StreamSlot;
  /** Null: the network never rests. */
  readonly gate: Gate | null;
  readonly reader: RingReader;
  readonly outflow: Outflow;
  readonly keeper: Keeper;
  /** Called when a step that took its time is over. */
  readonly wake: () => void;
}
