// The entry of the harness's workers in a browser. As the engine's, it only keeps messages while the rest loads.
import type { FromHarness, ToHarness } from '../harness/latency/threads.js';
import { keepMessages } from './early-messages.js';

const listen = keepMessages<ToHarness>();
const post = (message: FromHarness, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

Promise.all([import('../harness/latency/serve.js'), import('./harness-platform.js')]).then(
  ([{ serveHarness }, { browserHarness }]) => serveHarness({ post, listen }, browserHarness),
  (cause: unknown) => {
    const message = `Cannot load the harness: its worker ${self.location.href} could not load its next file: ${cause}`;
    post({ kind: 'failed', message });
  },
);
