// The contract of a network, whatever runs it.

/** One stream's network: its recurrent state, and a step. Input and scores are places that the implementation names. */
export interface Network {
  /** Takes the input vector, changes the state, writes the scores. Real-time. */
  step(): void;
  /** The state of the start: zeros. */
  reset(): void;
}

/** Where a stream's state, scores and hidden units lie, whatever runs the network. */
export interface NetworkShape {
  readonly inputSize: number;
  readonly outputSize: number;
  /** Bytes of a stream's state, scores included. */
  readonly stateBytes: number;
  readonly scoresOffset: number;
  /** The last recurrent layer's units, where they are known. */
  readonly hiddenOffset: number;
  readonly hiddenSize: number;
}
