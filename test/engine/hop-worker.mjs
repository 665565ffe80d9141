// Makes 100,000 hops of a lane's way, ring to record, and tells how many garbage collections that took.
import { PerformanceObserver } from 'node:perf_hooks';
import { Kernel } from '#src/engine/kernel.js';
import { Lane } from '#src/engine/lane.js';
import { recordShape } from '#src/engine/lane-rings.js';
import { Program } from '#src/engine/program.js';
import { Slot } from '#src/engine/slot.js';
import { readModel } from '#src/model/file.js';
import { readKernel } from '#src/node/kernel-file.js';
import { RecordReader, RecordWriter, recordRingBytes } from '#src/ring/records.js';
import { RingReader, RingWriter, ringBytes } from '#src/ring/ring.js';

const [modelBase64, sampleRate, garbage] = process.argv.slice(2);
const model = readModel(new Uint8Array(Buffer.from(modelBase64, 'base64')));
const slot = new Slot(new Program(Kernel.create(await readKernel()), model), Number(sampleRate));
const shape = recordShape(slot, false);
const ring = new SharedArrayBuffer(ringBytes(8192));
const recordRing = new SharedArrayBuffer(recordRingBytes(shape, 8));
const writer = new RingWriter(ring);
const options = { sampleRate: Number(sampleRate), live: true, maxLatencyMs: 250, inspect: false, stampEvery: 16 };
const rings = { reader: new RingReader(ring), records: new RecordWriter(recordRing, shape) };
const lane = new Lane(slot, null, rings, options, { detected() {}, wake() {} });
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
    writer.push(samples, 0, slot.samplesNeeded);
    lane.turn(1);
    // what one careless line would do: a view per hop
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
console.log(JSON.stringify({ collections, index: slot.index, records: reader.waiting ?? 0, sink }));
