// The contract of a feature extractor, which turns a window of samples into a feature vector. A new one is one file and
// one line in extractors.ts.

/**
 * A front end on this thread. All streams share it; what one stream must keep from window to window lies in the
 * stream's own state.
 */
export interface FeatureExtractor {
  /** Floats of the feature vector. */
  readonly size: number;
  /** Bytes of a stream's state, zeros at the start. */
  readonly stateBytes: number;
  /**
   * The window at address `samplesAt` becomes the features at `featuresAt`: `size` floats, with room for whole vectors.
   * `stateAt`: the stream's state. Real-time.
   */
  extract(samplesAt: number, featuresAt: number, stateAt: number): void;
}
