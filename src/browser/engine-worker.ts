// The engine thread's entry in a browser. It only keeps the messages that come while the engine loads: chunks that the
// engine loads later must find no code of theirs in this one, because WebKit runs a worker's entry a second time when
// another module imports it.
import type { FromEngine, ToEngine } from '../engine/messages.js';
import { keepMessages } from './early-messages.js';

const listen = keepMessages<ToEngine>();
const post = (message: FromEngine, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

import('../engine/worker/loop.js').then(
  ({ serveEngine }) => serveEngine({ post, listen }),
  (cause: unknown) => {
    const message = `Cannot load the engine: its worker ${self.location.href} could not load its next file: ${cause}`;
    post({ kind: 'broken', code: 'ENGINE_FAILED', message });
  },
);
