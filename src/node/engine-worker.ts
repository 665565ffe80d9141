// The engine thread's entry in Node.
import { parentPort } from 'node:worker_threads';
import { serveEngine } from '../engine/worker/loop.js';

const port = parentPort;
if (port === null) throw new Error('engine-worker.js is the entry of a worker thread: it does nothing on the main one');

serveEngine({
  post: (message, transfer = []) => port.postMessage(message, transfer as ArrayBuffer[]),
  listen: (handle) => port.on('message', handle),
});
