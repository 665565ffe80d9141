// The entry of the harness's workers in a browser.
import { serveHarness } from '../harness/latency/serve.js';
import type { ToHarness } from '../harness/latency/threads.js';
import { browserHarness } from './harness-platform.js';

serveHarness(
  {
    post: (message, transfer = []) => self.postMessage(message, { transfer }),
    listen: (handle) => {
      self.onmessage = (event: MessageEvent<ToHarness>) => handle(event.data);
    },
  },
  browserHarness,
);
