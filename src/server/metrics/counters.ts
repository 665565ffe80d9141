// What a server counts, ever. Plain numbers: they are turned into metrics when somebody asks.
import { Buckets } from './buckets.js';

export class Counts {
  connections = 0;
  connectionsEver = 0;
  reconnects = 0;
  messages = 0;
  /** Bytes of messages. */
  received = 0;
  blocks = 0;
  /** Rows that came. */
  rows = 0;
  /** Blocks that came twice. */
  repeated = 0;
  /** Values that were no numbers. */
  replaced = 0;
  predictions = 0;
  detections = 0;
  points = 0;
  snapshots = 0;
  snapshotBytes = 0;
  /** Rows given up, of streams that are over; those of open streams are added when asked. */
  droppedOfClosed = 0;
  /** By close code. */
  readonly refusals = new Map<number, number>();
  /** From a block's arrival to its prediction's sending. */
  readonly delay = new Buckets();
  /** Of hops that were timed: in the engine. */
  readonly step = new Buckets();
  /** From a block's arrival to when the engine got it. */
  readonly queue = new Buckets();

  refused(code: number): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}
