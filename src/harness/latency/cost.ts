// What stamps and histograms cost, compared with a hop of a stream from ring to record.

import type { StreamRings } from '../../engine/messages.js';
import { createEngineStream } from '../../engine/worker/create-engine-stream.js';
import { RoundClock, StageStamps } from '../../engine/worker/stage-stamps.js';
import { Histogram } from '../../observable/histogram.js';
import { StageHistograms } from '../../observable/stages.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { PredictionRecord, RecordReader } from '../../ring/records.js';
import { RingReader, RingWriter, ringBytes } from '../../ring/ring.js';
import { randomModel } from '../random-model.js';
import type { Runtime, StatsCostLine } from '../results.js';
import { noiseHops } from './sinks.js';

const HOPS_A_CHUNK = 250;
const STAMPS_A_CHUNK = 5000;

/**
 * `module`: the compiled kernel. The hop is that of a GRU 40 -> 96 behind its front end, at 16 kHz. Stamps take a
 * hundredth of it, so they are measured alone and not as the difference of two hops. The least disturbed chunk of each
 * measurement counts.
 */
export function measureStatsCost(module: WebAssembly.Module, runtime: Runtime, budgetMs: number): StatsCostLine {
  const program = new Program(Kernel.create(module), randomModel(40, 96));
  const chunks = [chunkOf(program), ...[Number.POSITIVE_INFINITY, 16, 1].map(stampsOf)];
  const least = chunks.map(() => Number.POSITIVE_INFINITY);
  for (const endMs = performance.now() + budgetMs; performance.now() < endMs; ) {
    chunks.forEach((chunk, i) => {
      const startMs = performance.now();
      chunk();
      const elapsedUs = (performance.now() - startMs) * 1000;
      least[i] = Math.min(least[i] as number, elapsedUs / (i === 0 ? HOPS_A_CHUNK : STAMPS_A_CHUNK));
    });
  }
  const [hopUs, without, byDefault, every] = least as [number, number, number, number];
  return {
    kind: 'stats-cost',
    runtime,
    hopUs,
    stampUs: Math.max(0, byDefault - without),
    everyStampUs: Math.max(0, every - without),
    recordUs: recordUs(),
  };
}

/** What is done for the stamps of so many hops, and nothing else. */
function stampsOf(every: number): () => void {
  const buffer = new ArrayBuffer(ringBytes(64));
  const writer = new RingWriter(buffer);
  writer.stamp(1);
  writer.push(new Float32Array(1), 0, 1);
  const stamps = new StageStamps(new RingReader(buffer), 16, every);
  const round = new RoundClock();
  const record = new PredictionRecord({ scores: 1, hidden: 0, features: 0 });
  return () => {
    for (let i = 0; i < STAMPS_A_CHUNK; i++) {
      round.begin();
      stamps.take(round);
      stamps.write(record, round);
    }
  };
}

/** A stream of its own that makes so many hops. */
function chunkOf(program: Program): () => void {
  const options = {
    sampleRate: program.model.frontEnd.sampleRate,
    live: true,
    maxLatencyMs: 250,
    detector: null,
    snapshot: null,
    gate: null,
    runtime: null,
    recordCapacity: 256,
    inspect: false,
    stampEvery: 16,
    onGap: null,
    onUnhealthy: 'reset',
    resume: null,
  } as const;
  const nobody = { detected: () => undefined, unhealthy: () => undefined, wake: () => undefined };
  const { stream, buffers } = createEngineStream({ network: program, gating: null }, options, true, nobody);
  const rings = buffers.rings as StreamRings;
  const { state } = stream;
  const writer = new RingWriter(rings.samples);
  const reader = new RecordReader(rings.records, buffers.shape);
  const hops = noiseHops(state.mostNeeded);
  return () => {
    for (let hop = 0; hop < HOPS_A_CHUNK; hop++) {
      writer.stamp(hop);
      writer.push(hops[hop % hops.length] as Float32Array, 0, state.samplesNeeded);
      stream.turn(1);
    }
    while (reader.read());
  };
}

/** One latency, and the stages of one prediction in sixteen. */
function recordUs(): number {
  const latency = new Histogram();
  const stages = new StageHistograms();
  let least = Number.POSITIVE_INFINITY;
  for (let chunk = 0; chunk < 300; chunk++) {
    const startMs = performance.now();
    for (let i = 0; i < 2000; i++) {
      const ms = 0.01 * (i % 900);
      latency.record(ms);
      if (i % 16 === 0) {
        stages.record({ capturedAtMs: 0, putAtMs: ms, startedAtMs: 2 * ms, endedAtMs: 3 * ms }, 4 * ms, 5 * ms);
      }
    }
    least = Math.min(least, ((performance.now() - startMs) * 1000) / 2000);
  }
  return least;
}
