// Engine thread, transport `messages`: a capture thread's port. A stream's blocks come over it without passing through
// main.
import type { CaptureMessage } from '../../source/source.js';
import type { PostedEnds } from './posted-ends.js';

/** `came`: called after each message. */
export function listenToCapture(port: MessagePort, posted: PostedEnds, came: () => void): void {
  port.onmessage = (event: MessageEvent<CaptureMessage>) => {
    const message = event.data;
    const { kind } = message;
    switch (kind) {
      case 'samples':
        posted.take(message);
        port.postMessage({ kind: 'buffer', samples: message.samples }, [message.samples.buffer]);
        return came();
      case 'end':
        posted.end(message.missing);
        return came();
      default:
        return kind satisfies never;
    }
  };
}
