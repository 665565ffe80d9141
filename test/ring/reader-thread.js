// An engine thread: reads until the end and reports the first thing that is not as it must be.
import { parentPort, workerData } from 'node:worker_threads';
import { DoorbellWaiter } from '#src/ring/doorbell.js';
import { RingReader } from '#src/ring/ring.js';

const { ring, doorbell } = workerData;
const reader = new RingReader(ring);
const bell = new DoorbellWaiter(doorbell);
const block = new Float32Array(reader.capacity);
const report = { read: 0, missing: 0, gaps: 0, waits: 0, reads: 0, stamped: 0, wrong: '' };
let next = 0;
let done = false;
while (!done && report.wrong === '') {
  bell.look();
  const ended = reader.ended;
  if (reader.waiting > 0) drain();
  else if (ended) done = true;
  else {
    report.waits++;
    // Far above what a test may take: were a wake-up lost, the test would time out.
    bell.wait(1e9);
  }
}
parentPort?.postMessage({ ...report, next, dropped: reader.dropped });

function drain() {
  const gap = reader.takeGap();
  if (gap > 0) report.gaps++;
  report.missing += gap;
  next += gap;
  const count = reader.available;
  reader.read(block, count);
  for (let i = 0; i < count; i++) {
    if (block[i] !== next + i && report.wrong === '') report.wrong = `sample ${block[i]} instead of ${next + i}`;
  }
  report.read += count;
  next += count;
  if (count > 0) checkStamp();
}

/** A push that found no room for its stamp has the time of a later one, over the gaps between them. */
function checkStamp() {
  reader.arrive();
  const capturedAtMs = reader.capturedAtMs(1);
  report.reads++;
  if (capturedAtMs === next) report.stamped++;
  else if (!Number.isInteger(capturedAtMs)) report.wrong = `time ${capturedAtMs} of sample ${next}`;
}
