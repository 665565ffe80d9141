// A capture thread: offers a counter in blocks of varying size, a few times over, then drops what finds no room; rings after each block.
import { workerData } from 'node:worker_threads';
import { DoorbellRinger } from '#src/ring/doorbell.js';
import { RingWriter } from '#src/ring/ring.js';

const { ring, doorbell, offered } = workerData;
const writer = new RingWriter(ring);
const bell = new DoorbellRinger(doorbell);
const block = new Float32Array(8);
let state = 1;
let next = 0;
while (next < offered) {
  // A linear congruential generator (Numerical Recipes): sizes from 1 to 8, the same in every run.
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  const size = Math.min(1 + (state >>> 29), offered - next);
  for (let i = 0; i < size; i++) block[i] = next + i;
  let taken = 0;
  for (let tries = 0; tries < 40 && taken < size; tries++) {
    const fits = Math.max(0, Math.min(writer.room, size - taken));
    // The time of a sample is its number: a reader that knows the rate, 1 sample a ms, finds it out for every one.
    writer.stamp(next + taken + fits, -next);
    taken += writer.push(block, taken, taken + fits);
  }
  writer.drop(size - taken);
  bell.ring();
  next += size;
}
writer.end();
bell.ring();
