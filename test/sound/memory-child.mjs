// Reads a file as a stream, and then tries to hold it whole within a bound; prints what came of it and how much memory
// this process had at most.
import { open } from 'node:fs/promises';
import { readAudio } from '#src/node/index.js';
import { nodeCodecs } from '#src/node/packages/codecs.js';
import { MonoSound } from '#src/sound/mono-sound.js';

const path = process.argv[2];
const file = await open(path);
const { size } = await file.stat();
async function* chunks() {
  for (;;) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(262_144), 0, 262_144, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
const sound = await MonoSound.open(chunks(), { name: path, path, size, codecs: nodeCodecs });
let samples = 0;
for await (const block of sound.samples(() => undefined)) samples += block.length;
await file.close();
const whole = await readAudio(path, { maxSamples: 2 ** 20 }).then(
  (audio) => audio.samples.length,
  (error) => `${error.code}: ${error.message}`,
);
console.log(JSON.stringify({ samples, whole, mebibytes: process.resourceUsage().maxRSS / 1024 }));
