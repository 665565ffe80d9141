// The engine thread's entry in a browser.

import type { ToEngine } from '../engine/messages.js';
import { serveEngine } from '../engine/worker/loop.js';

serveEngine({
  post: (message, transfer = []) => self.postMessage(message, { transfer }),
  listen: (handle) => {
    self.onmessage = (event: MessageEvent<ToEngine>) => handle(event.data);
  },
});
