// Engine thread: a stream's recording begins and ends.

import type { FromEngine } from '../messages.js';
import type { EngineStream } from './engine-stream.js';
import { HopRecorder } from './hop-recorder.js';

type Post = (message: FromEngine, transfer?: Transferable[]) => void;

/** Between two steps: from here on, or no more, what the stream hears is posted. */
export function recordStream(
  { stream, number }: { readonly stream: EngineStream; readonly number: number },
  on: boolean,
  post: Post,
): void {
  const over = (reason: string) => {
    stream.recorder = null;
    post({ kind: 'recorded', stream: number, reason });
  };
  if (!on) {
    stream.recorder?.flush();
    return over('');
  }
  post({ kind: 'recording', stream: number, snapshot: stream.snapshot() });
  stream.recorder = new HopRecorder(
    stream.samplesPerMs,
    (heard) => post({ kind: 'recorded-hops', stream: number, ...heard }, [heard.samples.buffer]),
    () => over('the page was too busy to take what was heard'),
  );
}
