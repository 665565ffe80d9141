// A thread of the rival, from within: captures, or runs the network.

import { now } from '#src/clock.js';
import { generate, type HopSink } from '#src/harness/latency/generator.js';
import { threadClock } from '#src/harness/latency/serve.js';
import { noiseHops } from '#src/harness/latency/sinks.js';
import { type Infer, openRival } from './rival-session.js';
import type { FromRival, ToRival } from './rival-threads.js';

/** The worker's end of the connection; Node and browsers have one each. */
export interface RivalPort {
  post(message: FromRival, transfer?: Transferable[]): void;
  listen(handle: (message: ToRival) => void): void;
}

/** Makes this thread one of the rival's: all there is to a worker's entry. */
export function serveRival(port: RivalPort): void {
  let infer: Infer | null = null;
  const failed = (error: unknown) =>
    port.post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  const done = async (message: ToRival): Promise<void> => {
    const { kind } = message;
    switch (kind) {
      case 'frames': {
        const sink = frameSink(port, noiseHops(message.hopSamples));
        return port.post({ kind: 'offered', ...(await generate(message.plan, [sink], threadClock())) });
      }
      case 'open':
        infer = await openRival(message.onnx, message.runtime);
        return port.post({ kind: 'ready' });
      case 'infer': {
        if (infer === null) throw new Error('a frame came before the session was open');
        return port.post({ kind: 'inferred', ...(await infer(message.id, message.frame)) });
      }
      default:
        return kind satisfies never;
    }
  };
  port.listen((message) => void done(message).catch(failed));
}

function frameSink(port: RivalPort, hops: readonly Float32Array[]): HopSink {
  return {
    put(hop, dueAtMs) {
      const samples = Float32Array.from(hops[hop % hops.length] as Float32Array);
      port.post({ kind: 'frame', samples, dueAtMs, putAtMs: now() }, [samples.buffer]);
      return true;
    },
    end: () => Promise.resolve(),
  };
}
