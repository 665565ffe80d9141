// A thread of the harness, from inside: does the one thing that it is given.
import { now } from '../../clock.js';
import { generate, type LoadClock } from './generator.js';
import { measure } from './measure.js';
import { noiseHops, sinkOf } from './sinks.js';
import type { FromHarness, HarnessPlatform, ToHarness } from './threads.js';

/** The worker's end of the connection; each platform has its own. */
export interface HarnessPort {
  post(message: FromHarness, transfer?: Transferable[]): void;
  listen(handle: (message: ToHarness) => void): void;
}

/** Makes this thread one of the harness: all there is to a worker's entry. */
export function serveHarness(port: HarnessPort, platform: HarnessPlatform): void {
  const failed = (error: unknown) =>
    port.post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  const done = async (message: ToHarness): Promise<void> => {
    const { kind } = message;
    switch (kind) {
      case 'load': {
        const hops = noiseHops(message.hopSamples);
        const sinks = message.ports.map((each) => sinkOf(each, hops));
        return port.post({ kind: 'offered', ...(await generate(message.plan, sinks, threadClock())) });
      }
      case 'spin':
        return spin();
      case 'measure': {
        const measuring = measure(platform, message.plan);
        port.post({ kind: 'started' });
        return port.post({ kind: 'measured', report: await measuring });
      }
      default:
        return kind satisfies never;
    }
  };
  port.listen((message) => void done(message).catch(failed));
}

/** Blocks where memory can be shared, which is far more exact than a timer. */
export function threadClock(): LoadClock {
  if (typeof SharedArrayBuffer === 'undefined') {
    return { now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
  }
  const word = new Int32Array(new SharedArrayBuffer(4));
  return { now, sleep: (ms) => void Atomics.wait(word, 0, 0, ms) };
}

/** For as long as the thread is; whoever started it stops it. */
function spin(): never {
  for (let i = 0; ; i = (i + 1) | 0) Math.imul(i, i);
}
