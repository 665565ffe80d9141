// A served stream's connection to its engine, without Observables: with a thousand streams, each prediction would find
// all of their memory out of the cache.
import type { PostedDetection } from '../../engine/messages.js';
import type { AlarmMark } from '../../model/alarm-mark.js';
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { OpenedLink } from '../../open-link.js';
import { mergeDetector } from '../../options.js';
import type { PredictionRecord } from '../../ring/records.js';

/** Receives what comes out of the engine. */
export interface ServedListener {
  /** The record is used again for the next one. */
  predicted(record: PredictionRecord): void;
  detected(detection: PostedDetection): void;
  ended(): void;
  failed(error: unknown): void;
}

export class ServedLink {
  readonly #opened: OpenedLink;
  #detector: KeywordSettings;

  constructor(opened: OpenedLink) {
    this.#opened = opened;
    this.#detector = opened.detector;
  }

  /** Lets the source feed. An error that the listener throws ends this stream and no other. */
  start(listener: ServedListener): void {
    const { link, feeding } = this.#opened;
    const guarded = (tell: () => void) => {
      try {
        tell();
      } catch (error) {
        listener.failed(error);
      }
    };
    link.listen({
      // Not through `guarded`, which would make a function for each prediction.
      record: (record) => {
        try {
          listener.predicted(record);
        } catch (error) {
          listener.failed(error);
        }
      },
      detection: (detection) => guarded(() => listener.detected(detection)),
      event: () => undefined,
      ended: () => guarded(() => listener.ended()),
      failed: (error) => listener.failed(error),
    });
    feeding.start(link.intake);
  }

  /** Throws TypeError or RangeError for wrong settings. */
  setDetector(changes: Partial<KeywordSettings>): void {
    const { link, model } = this.#opened;
    this.#detector = mergeDetector(this.#detector, changes, model.labels);
    link.setDetector(this.#detector);
  }

  /** Resolves when the engine knows all that was said of the stream's alarms: it takes rows after that, not before. */
  async setMarks(marks: readonly AlarmMark[]): Promise<void> {
    this.#detector = { ...this.#detector, marks };
    this.#opened.link.setDetector(this.#detector);
    await this.snapshot(); // messages are answered in their order
  }

  /** Rejects with `STREAM_CLOSED` on a closed stream. */
  snapshot(): Promise<Uint8Array> {
    return this.#opened.link.snapshot();
  }

  /** Resolves when everything is released. */
  close(): Promise<void> {
    return this.#opened.teardown.run();
  }
}
