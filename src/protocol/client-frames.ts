// Binary frames from a client: blocks of samples, and which results it has. A message holds one frame or several, one
// right after the other. All numbers are little-endian. What the frames mean to a stream is not known here.
import type { BlockHead } from './block-head.js';
import { Refusal } from './closing.js';

const BLOCK = 1;
const ACKNOWLEDGEMENT = 2;
export const BLOCK_HEAD_BYTES = 32;
const ACKNOWLEDGEMENT_BYTES = 16;

/** Receives the frames of a message. The bytes are valid during the call only. */
export interface ClientFrameHandler {
  block(head: BlockHead, bytes: Uint8Array, payloadAt: number): void;
  /** The client has all predictions before index `predictions`, and the first `detections` detections. */
  acknowledged(stream: number, predictions: number, detections: number): void;
}

const head: BlockHead = { stream: 0, sequence: 0, payloadBytes: 0, timeMs: 0, position: 0 };

/**
 * Reads the frames of a message. Throws Refusal MALFORMED_FRAME at the first wrong byte; the frames before it were
 * handled.
 */
export function readClientFrames(bytes: Uint8Array, handler: ClientFrameHandler): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 0) throw malformed(0, 0, 'an empty message');
  let at = 0;
  while (at < bytes.length) {
    const kind = bytes[at] as number;
    if (kind === BLOCK) at = readBlock(bytes, view, at, handler);
    else if (kind === ACKNOWLEDGEMENT) at = readAcknowledgement(bytes, view, at, handler);
    else throw malformed(at, bytes.length, `a frame of kind ${kind}`);
  }
}

function readBlock(bytes: Uint8Array, view: DataView, at: number, handler: ClientFrameHandler): number {
  if (at + BLOCK_HEAD_BYTES > bytes.length) throw malformed(at, bytes.length, 'a block whose head is cut short');
  if ((view.getUint32(at, true) & 0xffffff00) !== 0) throw malformed(at, bytes.length, 'bytes 1 to 3 that are not 0');
  head.stream = view.getUint32(at + 4, true);
  head.sequence = view.getUint32(at + 8, true);
  head.payloadBytes = view.getUint32(at + 12, true);
  head.timeMs = view.getFloat64(at + 16, true);
  head.position = view.getFloat64(at + 24, true);
  const payloadAt = at + BLOCK_HEAD_BYTES;
  if (payloadAt + head.payloadBytes > bytes.length) {
    throw malformed(at, bytes.length, `a block of ${head.payloadBytes} bytes that is cut short`);
  }
  if (!(Number.isInteger(head.position) && head.position >= 0 && head.position <= Number.MAX_SAFE_INTEGER)) {
    throw malformed(at, bytes.length, `position ${head.position}, which must be a whole number from 0`);
  }
  handler.block(head, bytes, payloadAt);
  return payloadAt + head.payloadBytes;
}

function readAcknowledgement(bytes: Uint8Array, view: DataView, at: number, handler: ClientFrameHandler): number {
  if (at + ACKNOWLEDGEMENT_BYTES > bytes.length) {
    throw malformed(at, bytes.length, 'an acknowledgement that is cut short');
  }
  if ((view.getUint32(at, true) & 0xffffff00) !== 0) throw malformed(at, bytes.length, 'bytes 1 to 3 that are not 0');
  handler.acknowledged(view.getUint32(at + 4, true), view.getUint32(at + 8, true), view.getUint32(at + 12, true));
  return at + ACKNOWLEDGEMENT_BYTES;
}

/** A block as a frame. */
export function blockFrame(block: Omit<BlockHead, 'payloadBytes'>, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BLOCK_HEAD_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = BLOCK;
  view.setUint32(4, block.stream, true);
  view.setUint32(8, block.sequence, true);
  view.setUint32(12, payload.length, true);
  view.setFloat64(16, block.timeMs, true);
  view.setFloat64(24, block.position, true);
  bytes.set(payload, BLOCK_HEAD_BYTES);
  return bytes;
}

/** A frame that says which results the client has. */
export function acknowledgementFrame(stream: number, predictions: number, detections: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(ACKNOWLEDGEMENT_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = ACKNOWLEDGEMENT;
  view.setUint32(4, stream, true);
  view.setUint32(8, predictions, true);
  view.setUint32(12, detections, true);
  return bytes;
}

function malformed(at: number, length: number, received: string): Refusal {
  return new Refusal('MALFORMED_FRAME', `byte ${at} of ${length} must begin a frame: received ${received}`);
}
