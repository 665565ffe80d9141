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
  /** The parts of a stream's state that a step carries on: what is to be looked after. */
  readonly carried: readonly Carried[];
}

/** A part of a stream's state, in bytes from its start and whole vectors of floats. */
export interface Carried {
  readonly at: number;
  readonly floats: number;
  /** So many of the floats, the first ones, lie within -1 and 1 whatever the weights: outputs of tanh, weighed. */
  readonly bounded: number;
}
