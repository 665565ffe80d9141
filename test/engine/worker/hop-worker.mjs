// Makes 100,000 hops of a stream, from ring to record, and prints how many garbage collections that took.
import { PerformanceObserver } from 'node:perf_hooks';
import { Checkpointer } from '#src/engine/worker/checkpointer.js';
import { EngineStream } from '#src/engine/worker/engine-stream.js';
import { ResultWriter } from '#src/engine/worker/result-writer.js';
import { recordShape } from '#src/engine/worker/ring-sizes.js';
import { readModel } from '#src/model/file/model-file.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { CheckpointWriter, checkpointBytes } from '#src/ring/checkpoint.js';
import { RecordReader, RecordWriter, recordRingBytes } from '#src/ring/records.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';

const [modelBase64, sampleRate, garbage] = process.argv.slice(2);
const model = readModel(new Uint8Array(Buffer.from(modelBase64, 'base64')));
const state = new SoundState(new Program(Kernel.create(await readKernel()), model), Number(sampleRate));
const shape = recordShape(state, false);
const ring = new SharedArrayBuffer(ringBytes(8192));
const recordRing = new SharedArrayBuffer(recordRingBytes(shape, 8));
const writer = new RingWriter(ring);
const options = { sampleRate: Number(sampleRate), live: true, maxLatencyMs: 250, stampEvery: 16, resume: null };
const listener = { detected() {}, unhealthy() {}, wake() {} };
const none = { predictions: -1, detections: -1 };
const checkpoints = new CheckpointWriter(new SharedArrayBuffer(checkpointBytes(state.stateBytes)), ring);
const stream = new EngineStream(
  {
    state,
    gate: null,
    reader: new RingReader(ring),
    results: new ResultWriter(state, new RecordWriter(recordRing, shape), listener, none),
    checkpointer: new Checkpointer(state, null, checkpoints, { capacity: 8192, sampleRate: Number(sampleRate) }),
    wake() {},
  },
  options,
);
const reader = new RecordReader(recordRing, shape);
const samples = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i) * 0.2);

let collections = 0;
const observer = new PerformanceObserver((list) => {
  collections += list.getEntries().length;
});
observer.observe({ entryTypes: ['gc'] });

let sink = 0;
function hops(count) {
  for (let i = 0; i < count; i++) {
    writer.stamp(i, i);
    writer.push(samples, 0, state.samplesNeeded);
    stream.turn(1);
    // what one careless line would do: a view for each hop
    if (garbage === 'subarray') sink += samples.subarray(i & 1, 3).length;
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 50));
hops(20_000);
await settle();
globalThis.gc();
await settle();
collections = 0;
hops(100_000);
await settle();
console.log(JSON.stringify({ collections, index: state.index, records: reader.waiting ?? 0, sink }));
