// A client of a server of streams, in the runtime that runs this: `client.mjs ADDRESS` sends a series, and rows with long
// pauses, and prints one JSON object.
import { createHash } from 'node:crypto';
import { connect, predictionBytes } from 'sluice';

const client = await connect(process.argv[2]);

const stream = await client.open({ stream: 'pump', channels: ['a', 'b'], drop: 'none', maxDelayMs: 10_000 });
const hash = createHash('sha256');
let predictions = 0;
let detections = 0;
let arrived = () => {};
const done = new Promise((resolve, reject) => {
  stream.predictions$.subscribe({
    next: (prediction) => {
      predictions++;
      hash.update(predictionBytes(prediction));
      arrived();
    },
    error: reject,
    complete: resolve,
  });
});
stream.detections$.subscribe({ next: () => detections++, error: () => {} });
for (let i = 0; i < 600; i++) {
  stream.send([1e12 + 1000 * i, Math.sin(i / 9), (i % 7) + (i === 500 ? 90 : 0)]);
  // A client that is too slow to read its predictions does not get all of them.
  while (i % 100 === 99 && predictions <= i) await new Promise((resolve) => (arrived = resolve));
}
await stream.close();
await done;

// The server is at rest between these: none of them is late.
const slow = await client.open({ stream: 'tank', channels: ['level'], maxDelayMs: 1000 });
let gaps = 0;
slow.predictions$.subscribe({ next: ({ gap }) => (gaps += gap), error: () => {} });
for (let i = 0; i < 3; i++) {
  slow.send([1e12 + 1000 * i, i]);
  await new Promise((resolve) => setTimeout(resolve, 1200));
}
await slow.close();
await client.close();

console.log(JSON.stringify({ predictions, detections, digest: hash.digest('hex'), gaps }));
