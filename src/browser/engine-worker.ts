// The engine thread's entry in a browser.
import { serveEngine } from '../engine/loop.js';
import type { ToEngine } from '../engine/messages.js';

serveEngine({
  post: (message, transfer = []) => self.postMessage(message, { transfer }),
  listen: (handle) => {
    self.onmessage = (event: MessageEvent<ToEngine>) => handle(event.data);
  },
});
