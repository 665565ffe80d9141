// What a server lets its clients have. Everything that can grow has a number here.
import { checkRange } from '../../checks.js';
import type { StreamLimits } from '../streams/served-stream.js';

export interface Limits extends StreamLimits {
  /** Bytes of a message from a client. @default 256 KiB */
  readonly messageBytes: number;
  /** Bytes a second of one connection, over ten seconds. @default 32 MiB */
  readonly bytesPerSecond: number;
  /** Messages a second of one connection, over ten seconds. @default 100000 */
  readonly messagesPerSecond: number;
  /** Connections open at once. @default 20000 */
  readonly connections: number;
  /** Streams that one connection sends. @default 4096 */
  readonly streams: number;
  /** Patterns that one connection watches. @default 64 */
  readonly watches: number;
  /**
   * Memory of all streams and connections together: rings, state, blocks that wait, results that are kept, output that is
   * not read, messages that have not come in full. New streams are taken up to three quarters of it, and new connections
   * up to all of it. Over it no block may wait, connections that hold much are closed, and after about a second the
   * largest streams. The process takes at most MEMORY_TIMES as much and MEMORY_BASE_BYTES.
   * @default 1 GiB
   */
  readonly memoryBytes: number;
  /** Bytes of blocks of one stream that wait for the engine. @default 1 MiB */
  readonly waitingBytes: number;
  /**
   * Bytes of predictions of one stream that are kept until they are acknowledged; over it the oldest are dropped and
   * counted. @default 64 KiB
   */
  readonly keptBytes: number;
  /**
   * Detections of one stream that are kept until they are acknowledged; over it the connection is closed. @default
   * 10000
   */
  readonly keptDetections: number;
  /** Bytes that may wait for a client that does not read. @default 4 MiB */
  readonly unreadBytes: number;
  /** A connection without a stream and a watch is closed after so long, ms. @default 30000 */
  readonly idleMs: number;
  /** Models read at most; they are never forgotten. @default 64 */
  readonly models: number;
  /** Rates beside its own that one model runs at; they are never forgotten. @default 16 */
  readonly rates: number;
}

const MI = 2 ** 20;

/** What the process takes of the system beside what is counted: garbage, and memory in pieces. */
export const MEMORY_TIMES = 1.3;
/** Node itself, two engines, models of some megabytes, and what passes through before it is collected. */
export const MEMORY_BASE_BYTES = 256 * MI;

export const DEFAULT_LIMITS: Limits = {
  messageBytes: 256 * 1024,
  bytesPerSecond: 32 * MI,
  messagesPerSecond: 100_000,
  connections: 20_000,
  streams: 4096,
  watches: 64,
  memoryBytes: 1024 * MI,
  waitingBytes: MI,
  keptBytes: 64 * 1024,
  keptDetections: 10_000,
  unreadBytes: 4 * MI,
  idleMs: 30_000,
  models: 64,
  rates: 16,
};

/** Throws TypeError or RangeError. */
export function checkLimits(given: Partial<Limits>): Limits {
  const limits = { ...DEFAULT_LIMITS, ...given };
  for (const [name, value] of Object.entries(limits)) {
    checkRange('Cannot start the server', name, value, { least: 1, most: Number.MAX_SAFE_INTEGER });
  }
  return limits;
}
