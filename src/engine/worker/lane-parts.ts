// What a stream is joined from. Types only.

import type { Gate } from '../../pipeline/gate.js';
import type { StreamSlot } from '../../pipeline/stream-state.js';
import type { RingReader } from '../../ring/ring.js';
import type { Checkpointer } from './checkpointer.js';
import type { ResultWriter } from './result-writer.js';

/** What a stream is made of. */
export interface EngineStreamParts {
  readonly slot: StreamSlot;
  /** Null: the network never rests. */
  readonly gate: Gate | null;
  readonly reader: RingReader;
  readonly results: ResultWriter;
  readonly checkpointer: Checkpointer;
  /** Called when a step that took its time is over. */
  readonly wake: () => void;
}
