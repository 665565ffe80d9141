// The engine thread's entry in a browser, with onnxruntime-web: as engine-worker.ts, but the engine is told how to load
// the runtime before it gets its first message.
import type { FromEngine, ToEngine } from '../engine/messages.js';
import { keepMessages } from './early-messages.js';

const listen = keepMessages<ToEngine>();
const post = (message: FromEngine, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

Promise.all([import('../engine/worker/loop.js'), import('./provide-onnx.js')]).then(
  ([{ serveEngine }]) => serveEngine({ post, listen }),
  (cause: unknown) => {
    const message = `Cannot load the engine: its worker ${self.location.href} could not load its next file: ${cause}`;
    post({ kind: 'broken', code: 'ENGINE_FAILED', message });
  },
);
