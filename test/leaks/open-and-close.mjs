// Opens and closes many streams in one engine, ten at a time, some until their end, and prints what is left of them
// afterwards.
import { createEngine, openStream, readModel, replay } from '#src/node/index.js';

const [modelBase64, count, transport] = process.argv.slice(2);
const model = readModel(new Uint8Array(Buffer.from(modelBase64, 'base64')));
const sound = Float32Array.from({ length: 3200 }, (_, i) => Math.sin(i * 0.3) * 0.2);
void [process.stdout.fd, process.stderr.fd]; // their pipes are made at the first access
const before = process.getActiveResourcesInfo();
const engine = await createEngine({ transport });
let opened = 0;

async function one(i) {
  const stream = await openStream({ source: replay(sound, { sampleRate: 16_000 }), model, engine });
  opened++;
  if (i % 20 === 0) await new Promise((resolve) => stream.predictions$.subscribe({ complete: resolve }));
  else if (i % 3 === 0) stream.predictions$.subscribe();
  await Promise.all([stream.close(), stream.close()]);
  await stream.close();
}

async function many(total) {
  let next = 0;
  const stream = async () => {
    while (next < total) await one(next++);
  };
  await Promise.all(Array.from({ length: 10 }, stream));
}

async function settled() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heapUsed, arrayBuffers };
}

const startedMs = performance.now();
await many(Math.min(1000, count / 2));
const early = await settled();
await many(count - opened);
const late = await settled();
const elapsedMs = performance.now() - startedMs;
await engine.close();
await settled();
const left = process.getActiveResourcesInfo();
for (const kind of before) if (left.includes(kind)) left.splice(left.indexOf(kind), 1);
const heapBytes = late.heapUsed - early.heapUsed;
const bufferBytes = late.arrayBuffers - early.arrayBuffers;
console.log(JSON.stringify({ opened, heapBytes, bufferBytes, resources: left, elapsedMs }));
