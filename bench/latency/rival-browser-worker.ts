// The entry of the rival's workers in a browser.
import type { ToRival } from './rival-threads.js';
import { serveRival } from './rival-worker.js';

serveRival({
  post: (message, transfer = []) => self.postMessage(message, { transfer }),
  listen: (handle) => {
    self.onmessage = (event: MessageEvent<ToRival>) => handle(event.data);
  },
});
