// What the hook takes and returns. Nothing of React is in these types.
import type { Detection, Prediction } from '../observable/values.js';
import type { StreamOptions } from '../options.js';
import type { Source } from '../source/source.js';
import type { Stream } from '../stream.js';

/** What `useStream` takes: the options of `openStream`, with a way to make the source in place of a source. */
export interface UseStreamOptions extends Omit<StreamOptions, 'source' | 'signal'> {
  /** Makes the source. It is called for each opening, because a source feeds one stream. */
  readonly source: () => Source;
  /**
   * Names what `source` makes, such as the id of a device or the name of a file. When it changes, the open stream is
   * closed and another one is opened. Functions are not compared, so a new `source` alone changes nothing.
   */
  readonly sourceKey?: string | number;
  /**
   * Opens the stream as soon as the component is mounted, and again after each change of what must be opened anew. A
   * microphone needs a click in most browsers: call `start` there.
   * @default false
   */
  readonly autoStart?: boolean;
  /** How many of the latest detections are kept, a whole number from 0. @default 20 */
  readonly keepDetections?: number;
  /** Called for every detection. */
  readonly onDetection?: (detection: Detection) => void;
  /**
   * Called for every prediction, which renders nothing. Predictions are delivered only if it is given when the stream
   * opens.
   */
  readonly onPrediction?: (prediction: Prediction) => void;
}

/**
 * `idle`: not started yet. `opening`: the model, the engine and the source are being opened. `open`: samples flow.
 * `closed`: stopped, or the source has ended. `failed`: see `error`.
 */
export type UseStreamState = 'idle' | 'opening' | 'open' | 'closed' | 'failed';

/** What `useStream` returns. The object is the same one until something in it changes. */
export interface UseStreamResult {
  readonly state: UseStreamState;
  /** Why it failed: what `openStream` rejected with, or what the stream ended with. Null in every other state. */
  readonly error: Error | null;
  /** The latest detections of this opening, the newest last. */
  readonly detections: readonly Detection[];
  /** The open stream, for its `stats$`, `events$` and snapshots. Null in every other state. */
  readonly stream: Stream | null;
  /** Opens the stream, if it is not open or opening. Call it where a person clicked. It is always the same function. */
  start(): void;
  /** Closes the stream and releases the source. It is always the same function. */
  stop(): void;
}
