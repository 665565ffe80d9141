// Reads the binary frames of a server, on the client's side.
import {
  ACCEPTED,
  ACCEPTED_BYTES,
  ALARM,
  DETECTION,
  DETECTION_HEAD_BYTES,
  DETECTION_LASTING,
  DETECTION_LASTING_BYTES,
  DETECTION_VALUES,
  type DetectionFields,
  ENDED,
  GATED,
  LASTS,
  PAST,
  POINT,
  POINT_HEAD_BYTES,
  POINT_WIDE,
  POINT_WIDE_HEAD_BYTES,
  type PointFields,
  PREDICTION,
  PREDICTION_HEAD_BYTES,
  type PredictionFields,
  SERIES,
  SETTLED,
  type SeriesFields,
} from './server-frames.js';

/** Receives the frames of a message, and may keep everything in them. */
export interface ServerFrameHandler {
  prediction(stream: number, blocks: number, prediction: PredictionFields & { readonly scores: Float32Array }): void;
  detection(stream: number, blocks: number, detection: DetectionFields): void;
  accepted(stream: number, blocks: number, dropped: number): void;
  point(watch: number, point: PointFields & { readonly values: Float32Array; readonly scores: Float32Array }): void;
}

/** Throws RangeError where the bytes are not frames: another protocol, or something on the way has changed them. */
export function readServerFrames(message: ArrayBuffer, handler: ServerFrameHandler): void {
  const reader = new Reader(message);
  while (reader.at < message.byteLength) {
    const kind = reader.view.getUint8(reader.at);
    if (kind === PREDICTION) readPrediction(reader, handler);
    else if (kind === DETECTION) readDetection(reader, handler);
    else if (kind === ACCEPTED) readAccepted(reader, handler);
    else if (kind === POINT) readPoint(reader, handler);
    else if (kind === POINT_WIDE) readWidePoint(reader, handler);
    else throw new RangeError(`Cannot read byte ${reader.at} of a message: no frame has kind ${kind}`);
  }
}

function readPrediction(reader: Reader, handler: ServerFrameHandler): void {
  const { view } = reader;
  const at = reader.pass(PREDICTION_HEAD_BYTES);
  const flags = view.getUint8(at + 1);
  const scores = reader.floats(view.getUint16(at + 2, true));
  handler.prediction(view.getUint32(at + 4, true), view.getUint32(at + 12, true), {
    index: view.getUint32(at + 8, true),
    endsAtMs: view.getFloat64(at + 16, true),
    timeMs: view.getFloat64(at + 24, true),
    gap: view.getUint32(at + 32, true),
    delayMs: view.getFloat32(at + 36, true),
    settled: (flags & SETTLED) !== 0,
    gated: (flags & GATED) !== 0,
    scores,
    series: readSeries(reader, flags),
  });
}

function readDetection(reader: Reader, handler: ServerFrameHandler): void {
  const { view } = reader;
  const at = reader.pass(DETECTION_HEAD_BYTES);
  const label = reader.text(view.getUint16(at + 2, true));
  const channel = reader.text(view.getUint32(at + 52, true));
  const severity = view.getFloat32(at + 48, true);
  const hasValues = (view.getUint8(at + 1) & DETECTION_VALUES) !== 0;
  const [value = Number.NaN, expected = Number.NaN, spread = Number.NaN] = hasValues ? reader.floats(3) : [];
  const lasting = (view.getUint8(at + 1) & DETECTION_LASTING) === 0 ? {} : readLasting(reader);
  handler.detection(view.getUint32(at + 4, true), view.getUint32(at + 12, true), {
    number: view.getUint32(at + 8, true),
    startsAtMs: view.getFloat64(at + 16, true),
    endsAtMs: view.getFloat64(at + 24, true),
    timeMs: view.getFloat64(at + 32, true),
    score: view.getFloat32(at + 40, true),
    index: view.getUint32(at + 44, true),
    label,
    ...(channel === '' ? {} : { channel }),
    ...(Number.isNaN(severity) ? {} : { severity }),
    ...(hasValues ? { value, expected, spread } : {}),
    ...lasting,
  });
}

function readLasting(reader: Reader): Pick<DetectionFields, 'open' | 'reason' | 'why'> {
  const { view } = reader;
  const at = reader.pass(DETECTION_LASTING_BYTES);
  const reason = reader.text(view.getUint16(at, true));
  const why = reader.text(view.getUint16(at + 2, true));
  return { open: view.getUint32(at + 4, true) === 1, reason, why };
}

function readAccepted(reader: Reader, handler: ServerFrameHandler): void {
  const { view } = reader;
  const at = reader.pass(ACCEPTED_BYTES);
  handler.accepted(view.getUint32(at + 4, true), view.getUint32(at + 8, true), view.getUint32(at + 12, true));
}

function readPoint(reader: Reader, handler: ServerFrameHandler): void {
  const { view } = reader;
  const at = reader.pass(POINT_HEAD_BYTES);
  readPointFields(reader, at, view.getUint8(at + 2), view.getUint8(at + 3), handler);
}

function readWidePoint(reader: Reader, handler: ServerFrameHandler): void {
  const { view } = reader;
  const at = reader.pass(POINT_WIDE_HEAD_BYTES);
  readPointFields(reader, at, view.getUint16(at + 2, true), view.getUint32(at + 24, true), handler);
}

function readPointFields(
  reader: Reader,
  at: number,
  valueCount: number,
  scoreCount: number,
  handler: ServerFrameHandler,
): void {
  const { view } = reader;
  const flags = view.getUint8(at + 1);
  const values = reader.floats(valueCount);
  const scores = reader.floats(scoreCount);
  handler.point(view.getUint32(at + 4, true), {
    index: view.getUint32(at + 8, true),
    gap: view.getUint32(at + 12, true),
    timeMs: view.getFloat64(at + 16, true),
    settled: (flags & SETTLED) !== 0,
    past: (flags & PAST) !== 0,
    values,
    scores,
    series: readSeries(reader, flags),
  });
}

function readSeries(reader: Reader, flags: number): SeriesFields | null {
  if ((flags & SERIES) === 0) return null;
  const at = reader.pass(16);
  const { view } = reader;
  const channels = view.getUint32(at + 12, true);
  return {
    likelihood: view.getFloat32(at, true),
    severity: view.getFloat32(at + 4, true),
    onset: view.getFloat32(at + 8, true),
    alarm: (flags & ALARM) !== 0,
    open: (flags & LASTS) !== 0,
    ended: (flags & ENDED) !== 0,
    forecast: reader.floats(channels),
    spread: reader.floats(channels),
    contributions: reader.floats(channels),
  };
}

class Reader {
  readonly view: DataView<ArrayBuffer>;
  at = 0;

  constructor(message: ArrayBuffer) {
    this.view = new DataView(message);
  }

  /** Moves on by so many bytes and returns where they begin. */
  pass(bytes: number): number {
    const from = this.at;
    if (from + bytes > this.view.byteLength) {
      throw new RangeError(`Cannot read a message of ${this.view.byteLength} bytes: a frame needs ${from + bytes}`);
    }
    this.at += bytes;
    return from;
  }

  text(bytes: number): string {
    const from = this.pass(bytes);
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, from, bytes));
  }

  floats(count: number): Float32Array {
    const from = this.pass(4 * count);
    const out = new Float32Array(count);
    for (let i = 0; i < count; i++) out[i] = this.view.getFloat32(from + 4 * i, true);
    return out;
  }
}
