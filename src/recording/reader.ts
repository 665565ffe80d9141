// Reads a recording from its bytes. If it is cut short or damaged, it is read up to there. Other files are refused.
import * as v from 'valibot';
import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import { crc32 } from '../model/crc32.js';
import { BLOCK_HEAD_BYTES, HEAD_AT, HeadSchema, KINDS, LIMITS, MAGIC, type RecordingHead, VERSION } from './format.js';

/** Samples as they came, or how many are missing. */
export type RecordedBlock =
  | { readonly kind: 'samples'; readonly samples: Float32Array; readonly capturedAtMs: number }
  | { readonly kind: 'missing' | 'skipped'; readonly samples: number };

export interface Recording {
  readonly head: RecordingHead;
  /** The stream's state at the beginning of the recording. */
  readonly snapshot: Uint8Array | null;
  readonly blocks: readonly RecordedBlock[];
  /** Why it ends before its stream, in a clause for people; null if it is complete. */
  readonly cut: string | null;
}

/** Throws SluiceError RECORDING_UNREADABLE for bytes that are no recording, or of a newer version. */
export function readRecording(bytes: Uint8Array): Recording {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { head, end } = readHead(bytes, view);
  const blocks: RecordedBlock[] = [];
  let snapshot: Uint8Array | null = null;
  for (let at = end; ; ) {
    const found = blockAt(bytes, view, at);
    if (typeof found === 'string') return { head, snapshot, blocks, cut: found };
    const { kind, body, next } = found;
    if (kind === KINDS.end) return { head, snapshot, blocks, cut: endOf(body) };
    if (kind === KINDS.snapshot && at === end) snapshot = body.slice();
    else if (kind === KINDS.samples || isGap(kind)) blocks.push(parseBlock(kind, body));
    at = next;
  }
}

function readHead(bytes: Uint8Array, view: DataView): { head: RecordingHead; end: number } {
  if (bytes.length < HEAD_AT || MAGIC.some((byte, i) => bytes[i] !== byte)) throw unreadable('it is no recording');
  const version = view.getUint32(MAGIC.length, true);
  if (version !== VERSION) throw unreadable(`it has version ${version}, this reads ${VERSION}`);
  const length = view.getUint32(MAGIC.length + 4, true);
  const end = HEAD_AT + length;
  if (length > LIMITS.headBytes || end > bytes.length) throw unreadable(`its head of ${length} bytes is not whole`);
  const json = bytes.subarray(HEAD_AT, end);
  if (crc32(json) !== view.getUint32(MAGIC.length + 8, true)) throw unreadable('its head has changed');
  const parsed = v.safeParse(HeadSchema, parseJson(json));
  if (parsed.success) return { head: parsed.output, end };
  const [issue] = parsed.issues;
  throw unreadable(`in its head '${v.getDotPath(issue) ?? 'all'}' is wrong: ${harmless(issue.message)}`);
}

/** A complete block, or why there is none. */
function blockAt(
  bytes: Uint8Array,
  view: DataView,
  at: number,
): { readonly kind: number; readonly body: Uint8Array; readonly next: number } | string {
  if (at + BLOCK_HEAD_BYTES > bytes.length) return `it is cut short after ${bytes.length} bytes`;
  const kind = view.getUint32(at, true);
  const length = view.getUint32(at + 4, true);
  if (length > LIMITS.blockBytes) return `its bytes have changed at ${at}`;
  const from = at + BLOCK_HEAD_BYTES;
  if (from + length > bytes.length) return `it is cut short after ${bytes.length} bytes`;
  const body = bytes.subarray(from, from + length);
  if (crc32(bytes.subarray(at, at + 8), body) !== view.getUint32(at + 8, true)) {
    return `its bytes have changed at ${at}`;
  }
  const wanted = kind === KINDS.samples ? length >= 8 && length % 4 === 0 : isGap(kind) ? length === 8 : true;
  return wanted ? { kind, body, next: from + length } : `the block at ${at} is none`;
}

function parseBlock(kind: number, body: Uint8Array): RecordedBlock {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const number = view.getFloat64(0, true);
  if (isGap(kind)) {
    // the file may hold any number here: make it a whole number that a stream accepts
    return {
      kind: kind === KINDS.missing ? 'missing' : 'skipped',
      samples: Math.min(2 ** 31 - 1, Math.max(0, Math.floor(number) || 0)),
    };
  }
  const samples = Float32Array.from({ length: (body.length - 8) / 4 }, (_, i) => view.getFloat32(8 + 4 * i, true));
  return { kind: 'samples', samples, capturedAtMs: number };
}

function isGap(kind: number): boolean {
  return kind === KINDS.missing || kind === KINDS.skipped;
}

function endOf(body: Uint8Array): string | null {
  const reason = new TextDecoder().decode(body.subarray(8));
  return reason === '' ? null : harmless(reason);
}

function parseJson(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(json));
  } catch (cause) {
    throw new SluiceError('RECORDING_UNREADABLE', 'Cannot read the recording: its head is not JSON', { cause });
  }
}

function unreadable(why: string): SluiceError {
  return new SluiceError('RECORDING_UNREADABLE', `Cannot read the recording: ${why}`);
}
