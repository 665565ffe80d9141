// Everything that a server counts since its start. Plain numbers: they become metrics only when somebody asks.
import { Buckets } from './buckets.js';

export class Counters {
  connections = 0;
  connectionsEver = 0;
  reconnects = 0;
  messages = 0;
  /** Bytes of messages. */
  received = 0;
  blocks = 0;
  /** Rows received. */
  rows = 0;
  /** Blocks received twice. */
  repeated = 0;
  /** Values that were not finite numbers. */
  replaced = 0;
  predictions = 0;
  detections = 0;
  points = 0;
  snapshots = 0;
  snapshotBytes = 0;
  /** Rows dropped on streams that are over. Those of open streams are added when somebody asks. */
  droppedOfClosed = 0;
  /** By close code. */
  readonly refusals = new Map<number, number>();
  /** From a block's arrival to the sending of its prediction. */
  readonly delay = new Buckets();
  /** Of hops that were timed: time in the engine. */
  readonly step = new Buckets();
  /** From a block's arrival to when the engine got it. */
  readonly queue = new Buckets();

  refused(code: number): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}
