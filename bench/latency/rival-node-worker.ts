// The entry of the rival's threads in Node.
import { parentPort } from 'node:worker_threads';
import { serveRival } from './rival-worker.js';

const port = parentPort;
if (port === null) throw new Error('rival-node-worker.js is the entry of a worker thread');

serveRival({
  post: (message, transfer = []) => port.postMessage(message, transfer as ArrayBuffer[]),
  listen: (handle) => port.on('message', handle),
});
