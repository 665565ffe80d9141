// Engine thread: makes all that one stream needs and joins it: state, gate and rings, and, where memory is not shared,
// what stands at the far ends of the rings.
import { Gate } from '../../pipeline/gate.js';
import type { RestPolicy } from '../../pipeline/pre-roll.js';
import type { Program } from '../../pipeline/program.js';
import { SoundState } from '../../pipeline/sound-state.js';
import type { StreamState } from '../../pipeline/stream-state.js';
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

/**
 * `shared`: whether memory is shared with main. Throws SluiceError SNAPSHOT_MISMATCH and MEMORY_REFUSED, RangeError for
 * a rate that no filter serves, TypeError for a series with a gate. Nothing stays allocated then.
 */
export function createEngineStream(
  programs: StreamPrograms,
  options: EngineStreamOptions,
  shared: boolean,
  listener: EngineStreamListener,
): CreatedStream {
  const { network, gating } = programs;
  const { sampleRate, gate: gateOptions, detector } = options;
  const state = stateOf(network, options);
  let gate: Gate | null = null;
  try {
    if (gating !== null && gateOptions !== null) gate = new Gate(gating, sampleRate, gateOptions);
    if (gate !== null && state.sound === null) throw new TypeError('Cannot open the stream: a series has no gate');
    if (detector !== null) state.setDetector(detector);
    return joinStream(state, gate, options, shared, listener);
  } catch (error) {
    gate?.free();
    state.free();
    throw error;
  }
}

function joinStream(
  state: StreamState,
  gate: Gate | null,
  options: EngineStreamOptions,
  shared: boolean,
  listener: EngineStreamListener,
): CreatedStream {
  const stateBytes = state.stateBytes + (gate?.stateBytes ?? 0);
  const capacity = ringCapacity(state, options);
  const shape = recordShape(state, options.inspect);
  const { recordCapacity } = options;
  const recordBytes = recordRingBytes(shape, recordCapacity);
  const rings = shared ? (options.resume?.rings ?? sharedRings(capacity, recordBytes, stateBytes)) : null;
  const samples = rings?.samples ?? new ArrayBuffer(ringBytes(capacity));
  const records = rings?.records ?? new ArrayBuffer(recordBytes);
  const reader = new RingReader(samples);
  startStream(state, gate, options);
  const delivered = options.resume?.delivered ?? NOTHING;
  const results = new ResultWriter(state, new RecordWriter(records, shape, sharedRecord(shape)), listener, delivered);
  results.missing(options.resume?.missing ?? 0);
  const posted = new PostedCheckpoints(reader, stateBytes);
  const checkpoints = rings === null ? posted : new CheckpointWriter(rings.checkpoints, rings.samples);
  const checkpointer = new Checkpointer(state, gate, checkpoints, { capacity, sampleRate: options.sampleRate });
  checkpointer.save();
  const stream = new EngineStream({ state, gate, reader, results, checkpointer, wake: () => listener.wake() }, options);
  const ends = rings === null ? new PostedEnds(samples as ArrayBuffer, records as ArrayBuffer, shape, posted) : null;
  return { stream, posted: ends, buffers: { capacity, shape, rings } };
}

/** Brings state and gate to where the stream continues. */
function startStream(
  state: StreamState,
  gate: Gate | null,
  { snapshot, onGap, onUnhealthy, resume }: EngineStreamOptions,
): void {
  const { silence } = state;
  const checkpoint = resume?.state ?? null;
  if (checkpoint !== null) loadStream(state, gate, checkpoint);
  else if (snapshot !== null) restoreStream(state, gate, snapshot);
  if (silence !== null) {
    if (onGap !== null) silence.onGap = onGap;
    if (gate !== null) gate.onGap = silence.onGap;
  }
  state.heals = onUnhealthy === 'reset';
  if (resume === null) return;
  const { missing, delivered } = resume;
  const bridged = missing > 0 && silence !== null && silence.bridges(missing);
  // Predictions that cannot be repeated are not: the next one gets the index after those delivered.
  const startsOver = checkpoint === null || (missing > 0 && !bridged);
  if (startsOver && state.index < delivered.predictions) state.resumeAt(delivered.predictions + 1);
  if (bridged) return silence.bridge(0, missing);
  if (missing === 0) return;
  state.gap(missing, false);
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

function stateOf(network: AnyProgram, options: EngineStreamOptions): StreamState {
  if (isSeriesProgram(network)) return network.createState();
  return new SoundState(network, options.sampleRate, restPolicy(network, options));
}

/** The frame that wakes the network is kept together with those of the pre-roll. */
function restPolicy({ hopMs }: Program, { gate }: EngineStreamOptions): RestPolicy | undefined {
  return gate === null ? undefined : { frames: Math.ceil(gate.preRollMs / hopMs) + 1, state: gate.state };
}
