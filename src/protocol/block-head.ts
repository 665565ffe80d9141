// What a client says of a block of rows before the rows themselves.

/** A block's head. The object is used again for the next one. */
export interface BlockHead {
  /** The client's number for the stream. */
  stream: number;
  /** Number of the block, from 1, modulo 2^32. */
  sequence: number;
  payloadBytes: number;
  /** Of the block's last row, ms since the epoch; NaN where the client did not say. */
  timeMs: number;
  /** Rows of the stream before this block, missing ones counted in. */
  position: number;
}
