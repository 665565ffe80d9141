// Writes a recording, piece by piece, while the stream runs.
import type { OwnBytes } from '../arrays.js';
import { crc32 } from '../model/crc32.js';
import { BLOCK_HEAD_BYTES, HEAD_AT, KINDS, MAGIC, type RecordingHead, VERSION } from './format.js';

/** Receives the bytes of a recording, in order. */
export type WriteBytes = (bytes: OwnBytes) => void;

export class RecordingWriter {
  readonly #write: WriteBytes;
  #samples = 0;

  /** Writes the head, and the state at the beginning of the recording. */
  constructor(write: WriteBytes, head: RecordingHead, snapshot: Uint8Array | null) {
    const json = new TextEncoder().encode(JSON.stringify(head));
    const bytes = new Uint8Array(HEAD_AT + json.length);
    const view = new DataView(bytes.buffer);
    bytes.set(MAGIC);
    view.setUint32(MAGIC.length, VERSION, true);
    view.setUint32(MAGIC.length + 4, json.length, true);
    view.setUint32(MAGIC.length + 8, crc32(json), true);
    bytes.set(json, HEAD_AT);
    this.#write = write;
    write(bytes);
    if (snapshot !== null) this.#block(KINDS.snapshot, snapshot.length, (body) => body.set(snapshot));
  }

  /** A block: `capturedAtMs` is of its last sample. */
  samples(samples: Float32Array, capturedAtMs: number): void {
    this.#samples += samples.length;
    this.#block(KINDS.samples, 8 + 4 * samples.length, (_, view) => {
      view.setFloat64(0, capturedAtMs, true);
      for (let i = 0; i < samples.length; i++) view.setFloat32(8 + 4 * i, samples[i] as number, true);
    });
  }

  /** `skipped`: whether they were skipped for lack of time. */
  missing(samples: number, skipped = false): void {
    this.#block(skipped ? KINDS.skipped : KINDS.missing, 8, (_, view) => view.setFloat64(0, samples, true));
  }

  /** `reason`: why it ends before the stream; empty if it does not. */
  end(reason: string): void {
    const text = new TextEncoder().encode(reason);
    this.#block(KINDS.end, 8 + text.length, (body, view) => {
      view.setFloat64(0, this.#samples, true);
      body.set(text, 8);
    });
  }

  #block(kind: number, length: number, fill: (body: Uint8Array, view: DataView) => void): void {
    const bytes = new Uint8Array(BLOCK_HEAD_BYTES + length);
    const view = new DataView(bytes.buffer);
    const body = bytes.subarray(BLOCK_HEAD_BYTES);
    view.setUint32(0, kind, true);
    view.setUint32(4, length, true);
    fill(body, new DataView(bytes.buffer, BLOCK_HEAD_BYTES));
    view.setUint32(8, crc32(bytes.subarray(0, 8), body), true);
    this.#write(bytes);
  }
}
