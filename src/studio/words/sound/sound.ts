// A sound in the page, decoded.

/** Mono, from -1 to 1. */
export interface Sound {
  readonly samples: Float32Array;
  /** Hz */
  readonly sampleRate: number;
}
