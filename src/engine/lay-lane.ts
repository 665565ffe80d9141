// Engine thread: all that one stream needs, made and joined: slot, gate, rings, and over messages what stands at their far ends.
import { RecordWriter, recordRingBytes } from '../ring/records.js';
import { RingReader, ringBytes } from '../ring/ring.js';
import { Gate } from './gate.js';
import { Lane, type LaneListener } from './lane.js';
import { recordShape, ringCapacity } from './lane-rings.js';
import type { LaneBuffers, LaneOptions } from './messages.js';
import { PostedEnds } from './posted-ends.js';
import type { RestPolicy } from './pre-roll.js';
import type { Program } from './program.js';
import type { AnyProgram } from './programs.js';
import { SeriesProgram } from './series/series-program.js';
import { SeriesSlot } from './series/series-slot.js';
import { Slot } from './slot.js';
import type { StreamSlot } from './stream-slot.js';

/** Records that can wait for the main thread: it may sleep for two seconds at a hop of 10 ms. */
const RECORD_CAPACITY = 256;

/** The models of a stream, put to work. */
export interface LanePrograms {
  readonly network: AnyProgram;
  /** Null: the network never rests. */
  readonly gating: Program | null;
}

export interface LaidLane {
  readonly lane: Lane;
  /** Null: memory is shared. */
  readonly posted: PostedEnds | null;
  readonly buffers: LaneBuffers;
}

/** Throws SluiceError SNAPSHOT_MISMATCH, and RangeError for a rate that no filter serves; nothing is kept then. */
export function layLane(
  programs: LanePrograms,
  options: LaneOptions,
  shared: boolean,
  listener: LaneListener,
): LaidLane {
  const { network, gating } = programs;
  const { sampleRate, gate: gateOptions, detector, snapshot } = options;
  const slot = slotOf(network, options);
  let gate: Gate | null = null;
  try {
    if (gating !== null && gateOptions !== null) gate = new Gate(gating, sampleRate, gateOptions);
    if (detector !== null) slot.setDetector(detector);
    const capacity = ringCapacity(slot, options);
    const shape = recordShape(slot, options.inspect);
    const samples = memory(ringBytes(capacity), shared);
    const records = memory(recordRingBytes(shape, RECORD_CAPACITY), shared);
    const rings = { reader: new RingReader(samples), records: new RecordWriter(records, shape) };
    const lane = new Lane(slot, gate, rings, options, listener);
    if (snapshot !== null) lane.restore(snapshot);
    const posted = samples instanceof ArrayBuffer ? new PostedEnds(samples, records as ArrayBuffer, shape) : null;
    const sent = shared ? { samples: samples as SharedArrayBuffer, records: records as SharedArrayBuffer } : null;
    return { lane, posted, buffers: { capacity, shape, rings: sent } };
  } catch (error) {
    gate?.free();
    slot.free();
    throw error;
  }
}

function slotOf(network: AnyProgram, options: LaneOptions): StreamSlot {
  if (network instanceof SeriesProgram) return new SeriesSlot(network);
  return new Slot(network, options.sampleRate, restPolicy(network, options));
}

/** The frame that wakes the network is kept with those of the pre-roll. */
function restPolicy({ hopMs }: Program, { gate }: LaneOptions): RestPolicy | undefined {
  return gate === null ? undefined : { frames: Math.ceil(gate.preRollMs / hopMs) + 1, state: gate.state };
}

function memory(bytes: number, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
