// How far a stream is saved, and whether there is anything to save: what a client may forget goes by the first, what the disk has to do by the second.
import type { RestoredPosition } from '../streams/block-sequencer.js';
import type { ServedStream } from '../streams/served-stream.js';

export class Saving {
  readonly #stream: ServedStream;
  #savedMark = '';

  constructor(stream: ServedStream) {
    this.#stream = stream;
  }

  /** Whatever a state on disk holds of the stream, moves it: while it is the same there is nothing to save. */
  get mark(): string {
    const { consumed, backlog, results, openMessage } = this.#stream;
    return JSON.stringify([consumed, backlog.fedTo, results.unacknowledged, openMessage.detector]);
  }

  /** Whether the stream has moved since it was last saved. */
  get isDue(): boolean {
    return !this.#stream.over && this.#savedMark !== this.mark;
  }

  /** A state on disk covers the stream up to here: the client may forget those blocks. `mark`: from before its snapshot. */
  saved({ fedTo, sequence, sequenceEndsAt }: RestoredPosition, mark: string): void {
    const { arrivals, backlog } = this.#stream;
    this.#savedMark = mark;
    arrivals.acknowledged = sequence;
    arrivals.acknowledgedTo = sequenceEndsAt;
    backlog.forgetCovered(fedTo);
  }
}
