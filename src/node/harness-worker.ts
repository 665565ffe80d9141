// The entry of the harness's threads in Node.
import { parentPort } from 'node:worker_threads';
import { serveHarness } from '../harness/latency/serve.js';
import { nodeHarness } from './harness-platform.js';

const port = parentPort;
if (port === null)
  throw new Error('harness-worker.js is the entry of a worker thread: it does nothing on the main one');

serveHarness(
  {
    post: (message, transfer = []) => port.postMessage(message, transfer as ArrayBuffer[]),
    listen: (handle) => port.on('message', handle),
  },
  nodeHarness,
);
