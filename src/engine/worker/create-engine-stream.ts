// Engine thread: all that one stream needs, made and joined: slot, gate, rings, and over messages what stands at their far ends.

import { Gate } from '../../pipeline/gate.js';
import type { RestPolicy } from '../../pipeline/pre-roll.js';
import type { Program } from '../../pipeline/program.js';
import { Slot } from '../../pipeline/slot.js';
import type { StreamSlot } from '../../pipeline/stream-state.js';
import { CheckpointWriter, checkpointBytes } from '../../ring/checkpoint.js';
import { RecordWriter, recordRingBytes } from '../../ring/records.js';
import { RingReader, ringBytes } from '../../ring/ring.js';
import { sharedRecord } from '../../ring/shared-record.js';
import type { Delivered, EngineStreamOptions, StreamBuffers, StreamRings } from '../messages.js';
import { Checkpointer } from './checkpointer.js';
import { EngineStream } from './engine-stream.js';
import { PostedCheckpoints } from './posted-checkpoints.js';
import { PostedEnds } from './posted-ends.js';
import { type AnyProgram, isSeriesProgram, type StreamPrograms } from './programs.js';
import { type EngineStreamListener, ResultWriter } from './result-writer.js';
import { recordShape, ringCapacity } from './ring-sizes.js';
import { loadStream, restoreStream } from './stream-snapshot.js';

export interface CreatedStream {
  readonly stream: EngineStream;
  /** Null: memory is shared. */
  readonly posted: PostedEnds | null;
  readonly buffers: StreamBuffers;
}

/** Throws SluiceError SNAPSHOT_MISMATCH, and RangeError for a rate that no filter serves; nothing is kept then. */
export function createEngineStream(
  programs: StreamPrograms,
  options: EngineStreamOptions,
  shared: boolean,
  listener: EngineStreamListener,
): CreatedStream {
  const { network, gating } = programs;
  const { sampleRate, gate: gateOptions, detector } = options;
  const slot = slotOf(network, options);
  let gate: Gate | null = null;
  try {
    if (gating !== null && gateOptions !== null) gate = new Gate(gating, sampleRate, gateOptions);
    if (detector !== null) slot.setDetector(detector);
    return joinStream(slot, gate, options, shared, listener);
  } catch (error) {
    gate?.free();
    slot.free();
    throw error;
  }
}

function joinStream(
  slot: StreamSlot,
  gate: Gate | null,
  options: EngineStreamOptions,
  shared: boolean,
  listener: EngineStreamListener,
): CreatedStream {
  const stateBytes = slot.stateBytes + (gate?.stateBytes ?? 0);
  const capacity = ringCapacity(slot, options);
  const shape = recordShape(slot, options.inspect);
  const { recordCapacity } = options;
  const recordBytes = recordRingBytes(shape, recordCapacity);
  const rings = shared ? (options.resume?.rings ?? sharedRings(capacity, recordBytes, stateBytes)) : null;
  const samples = rings?.samples ?? new ArrayBuffer(ringBytes(capacity));
  const records = rings?.records ?? new ArrayBuffer(recordBytes);
  const reader = new RingReader(samples);
  beginStream(slot, gate, options);
  const delivered = options.resume?.delivered ?? NOTHING;
  const results = new ResultWriter(slot, new RecordWriter(records, shape, sharedRecord(shape)), listener, delivered);
  results.owe(options.resume?.missing ?? 0);
  const posted = new PostedCheckpoints(reader, stateBytes);
  const checkpoints = rings === null ? posted : new CheckpointWriter(rings.checkpoints, rings.samples);
  const checkpointer = new Checkpointer(slot, gate, checkpoints, { capacity, sampleRate: options.sampleRate });
  checkpointer.keep();
  const stream = new EngineStream({ slot, gate, reader, results, checkpointer, wake: () => listener.wake() }, options);
  const ends = rings === null ? new PostedEnds(samples as ArrayBuffer, records as ArrayBuffer, shape, posted) : null;
  return { stream, posted: ends, buffers: { capacity, shape, rings } };
}

/** Puts slot and gate where they go on from. */
function beginStream(
  slot: StreamSlot,
  gate: Gate | null,
  { snapshot, onGap, onUnhealthy, resume }: EngineStreamOptions,
): void {
  const state = resume?.state ?? null;
  if (state !== null) loadStream(slot, gate, state);
  else if (snapshot !== null) restoreStream(slot, gate, snapshot);
  if (onGap !== null) slot.onGap = onGap;
  if (gate !== null) gate.onGap = slot.onGap;
  slot.heals = onUnhealthy === 'reset';
  if (resume === null) return;
  const { missing, delivered } = resume;
  const bridged = missing > 0 && slot.bridges(missing);
  // What cannot be gone through again is numbered on from what was delivered.
  const anew = state === null || (missing > 0 && !bridged);
  if (anew && slot.index < delivered.predictions) slot.resumeAt(delivered.predictions + 1);
  if (bridged) return slot.bridge(0, missing);
  if (missing === 0) return;
  slot.gap(missing, false);
  gate?.gap(missing, false);
}

const NOTHING: Delivered = { predictions: -1, detections: -1 };

function sharedRings(capacity: number, recordBytes: number, stateBytes: number): StreamRings {
  return {
    samples: new SharedArrayBuffer(ringBytes(capacity)),
    records: new SharedArrayBuffer(recordBytes),
    checkpoints: new SharedArrayBuffer(checkpointBytes(stateBytes)),
  };
}

function slotOf(network: AnyProgram, options: EngineStreamOptions): StreamSlot {
  if (isSeriesProgram(network)) return network.slot();
  return new Slot(network, options.sampleRate, restPolicy(network, options));
}

/** The frame that wakes the network is kept with those of the pre-roll. */
function restPolicy({ hopMs }: Program, { gate }: EngineStreamOptions): RestPolicy | undefined {
  return gate === null ? undefined : { frames: Math.ceil(gate.preRollMs / hopMs) + 1, state: gate.state };
}
