// A stream on disk: its position, its snapshot, and the results that its client had not acknowledged. Files are read
// back with every doubt: one that is cut short, changed or of another version is refused.
import * as v from 'valibot';
import { crc32 } from '../../model/crc32.js';
import { readClientMessage } from '../../protocol/client-messages.js';
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
    firstPosition: v.nullable(v.number()),
    predictions: count,
    detections: count,
  }),
  snapshotBytes: count,
  /** Number and bytes of each frame. */
  predictions: frames,
  detections: frames,
});

export function packState({ open, token, position, snapshot, predictions, detections }: SavedStream): Uint8Array {
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
export function unpackState(file: Uint8Array): SavedStream {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < HEAD_BYTES || view.getUint32(0, true) !== MAGIC) throw wrong('it is no state of a stream');
  if (view.getUint32(4, true) !== VERSION) throw wrong(`got version ${view.getUint32(4, true)}, expected ${VERSION}`);
  if (view.getUint32(8, true) !== crc32(file.subarray(HEAD_BYTES))) throw wrong('its bytes have changed');
  const descriptionEnd = HEAD_BYTES + view.getUint32(12, true);
  const text = new TextDecoder().decode(file.subarray(HEAD_BYTES, descriptionEnd));
  const { open, token, position: place, ...rest } = v.parse(DescriptionSchema, JSON.parse(text));
  const position = { ...place, sequenceEndsAt: place.sequenceEndsAt ?? place.fedTo };
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
  return { open: message, token, position, snapshot, predictions, detections: rest.detections.map(read) };
}

function wrong(reason: string): RangeError {
  return new RangeError(`Cannot read the state of a stream: ${reason}`);
}
