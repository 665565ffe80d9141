// Engine thread: starts and ends a stream's recording.
import type { PostToMain } from '../messages.js';
import type { EngineStream } from './engine-stream.js';
import { HopRecorder } from './hop-recorder.js';

/** Call it between two steps. From here on the samples of every hop are posted, or no longer. */
export function recordStream(
  { stream, number }: { readonly stream: EngineStream; readonly number: number },
  on: boolean,
  post: PostToMain,
): void {
  const over = (reason: string) => {
    stream.recorder = null;
    post({ kind: 'recorded', stream: number, reason });
  };
  stream.recorder?.flush(); // also where another recording begins: nothing is lost between the two
  if (!on) return over('');
  post({ kind: 'recording', stream: number, snapshot: stream.snapshot() });
  stream.recorder = new HopRecorder(
    stream.samplesPerMs,
    (hops) => post({ kind: 'recorded-hops', stream: number, ...hops }, [hops.samples.buffer]),
    () => over('the page was too busy to take what was heard'),
  );
}
