// Engine thread: a lane's recording begins and ends.
import type { Lane } from './lane.js';
import type { FromEngine } from './messages.js';
import { Tap } from './tap.js';

type Post = (message: FromEngine, transfer?: Transferable[]) => void;

/** Between two steps: from here on, or no more, what the lane hears is posted. */
export function recordLane(
  { lane, number }: { readonly lane: Lane; readonly number: number },
  on: boolean,
  post: Post,
): void {
  const over = (reason: string) => {
    lane.tap = null;
    post({ kind: 'recorded', lane: number, reason });
  };
  if (!on) {
    lane.tap?.flush();
    return over('');
  }
  post({ kind: 'recording', lane: number, snapshot: lane.snapshot() });
  lane.tap = new Tap(
    lane.samplesPerMs,
    (heard) => post({ kind: 'heard', lane: number, ...heard }, [heard.samples.buffer]),
    () => over('the page was too busy to take what was heard'),
  );
}
