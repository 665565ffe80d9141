// A stream on disk: its position, its snapshot, and the results that its client had not acknowledged. Files are read
// back with every doubt: one that is cut short, changed or of another version is refused.
import * as v from 'valibot';
import { crc32 } from '../../model/crc32.js';
import { readClientMessage } from '../../protocol/client-messages.js';
import { readServerFrames } from '../../protocol/read-server-frames.js';
import type { SavedFrame, SavedStream } from '../streams/saved-stream.js';

const MAGIC = 0x54_53_4c_53; // 'SLST', little-endian
const VERSION = 1;
/** Magic, version, checksum of what follows, length of the description. */
const HEAD_BYTES = 16;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const frames = v.array(v.tuple([count, count]));

const DescriptionSchema = v.object({
  token: v.string(),
  /** The message that opened the stream, without its `resume`. */
  open: v.string(),
  position: v.object({
    fedTo: count,
    sequence: count,
    /** Older files do not have it. */
    sequenceEndsAt: v.exactOptional(count),
    firstPosition: v.nullable(v.pipe(v.number(), v.integer())),
    predictions: count,
    detections: count,
    /** Nor these. */
    gapRows: v.exactOptional(count),
    droppedPredictions: v.exactOptional(count),
    timeMs: v.exactOptional(v.nullable(v.pipe(v.number(), v.finite()))),
  }),
  awayMs: v.exactOptional(count),
  snapshotBytes: count,
  /** Number and bytes of each frame. */
  predictions: frames,
  detections: frames,
});

export function packState({
  open,
  token,
  position,
  snapshot,
  predictions,
  detections,
  awayMs,
}: SavedStream): Uint8Array {
  const { resume: _, ...opening } = open;
  const sizes = (saved: readonly SavedFrame[]) => saved.map(({ number, bytes }) => [number, bytes.length]);
  const description = new TextEncoder().encode(
    JSON.stringify({
      token,
      open: JSON.stringify(opening),
      position,
      snapshotBytes: snapshot.length,
      predictions: sizes(predictions),
      detections: sizes(detections),
      awayMs,
    }),
  );
  const parts = [description, snapshot, ...[...predictions, ...detections].map(({ bytes }) => bytes)];
  const out = new Uint8Array(HEAD_BYTES + parts.reduce((sum, { length }) => sum + length, 0));
  let at = HEAD_BYTES;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, crc32(out.subarray(HEAD_BYTES)), true);
  view.setUint32(12, description.length, true);
  return out;
}

/** Throws RangeError where the bytes are not the state of a stream. */
export function unpackState(given: Uint8Array): SavedStream {
  // Not a Buffer, whose slices share their memory with the whole file.
  const file = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < HEAD_BYTES || view.getUint32(0, true) !== MAGIC) throw wrong('it is no state of a stream');
  if (view.getUint32(4, true) !== VERSION) throw wrong(`got version ${view.getUint32(4, true)}, expected ${VERSION}`);
  if (view.getUint32(8, true) !== crc32(file.subarray(HEAD_BYTES))) throw wrong('its bytes have changed');
  const descriptionEnd = HEAD_BYTES + view.getUint32(12, true);
  const text = new TextDecoder().decode(file.subarray(HEAD_BYTES, descriptionEnd));
  const { open, token, position: place, ...rest } = v.parse(DescriptionSchema, JSON.parse(text));
  const { sequenceEndsAt = place.fedTo, timeMs = null, gapRows = 0, droppedPredictions = 0 } = place;
  const position = { ...place, sequenceEndsAt, timeMs, gapRows, droppedPredictions };
  let at = descriptionEnd;
  const part = (length: number) => {
    at += length;
    if (at > file.length) throw wrong('it is cut short');
    return file.slice(at - length, at);
  };
  const snapshot = part(rest.snapshotBytes);
  const read = ([number, length]: readonly [number, number]): SavedFrame => ({ number, bytes: part(length) });
  const message = readClientMessage(open);
  if (message.kind !== 'open') throw wrong('it was not opened');
  const predictions = rest.predictions.map(read);
  const detections = rest.detections.map(read);
  for (const frame of predictions) checkFrame(frame, 'prediction');
  for (const frame of detections) checkFrame(frame, 'detection');
  return { open: message, token, position, snapshot, predictions, detections, awayMs: rest.awayMs ?? 0 };
}

/**
 * Bytes from the disk are trusted as little as those of a client: they must be one frame of that kind and number, or
 * the client would get what it cannot read. Throws RangeError.
 */
function checkFrame({ number, bytes }: SavedFrame, kind: 'prediction' | 'detection'): void {
  const found: [string, number][] = [];
  const other = () => void found.push(['another', 0]);
  readServerFrames(bytes.slice().buffer, {
    prediction: (_, __, { index }) => void found.push(['prediction', index]),
    detection: (_, __, { number: each }) => void found.push(['detection', each]),
    accepted: other,
    point: other,
  });
  if (found.length === 1 && found[0]?.[0] === kind && found[0][1] === number) return;
  throw wrong(
    `a frame must be ${kind} ${number}: received ${found.map((each) => each.join(' ')).join(', ') || 'none'}`,
  );
}

function wrong(reason: string): RangeError {
  return new RangeError(`Cannot read the state of a stream: ${reason}`);
}
