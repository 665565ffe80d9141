// The contract of a network backend: what runs a model's network on this thread. A new backend is one file and one line
// in backends.ts.

/** A model's network, placed in the memory of this thread. All streams that run the model share it. */
export interface NetworkBackend {
  /** The room that a stream's network needs, and what lies where in it. */
  readonly shape: NetworkShape;
  /** Whether `Network.step` returns a promise. Other streams may step until it settles. */
  readonly isAsync: boolean;
  /**
   * One stream's network. `inputAt`: address of its input vector; `stateAt`: address of `shape.stateBytes` bytes, zeros
   * at the start.
   */
  network(inputAt: number, stateAt: number): Network;
  /**
   * Room to step up to `most` streams at once. Null where the backend steps streams one by one. Throws SluiceError
   * MEMORY_REFUSED where there is no room; nothing is allocated then.
   */
  batch(most: number): NetworkBatch | null;
}

/** One stream's network. Its input, state and scores lie at the addresses that it was made with. */
export interface Network {
  /**
   * Reads the input vector, changes the state and writes the scores. A backend that is not asynchronous returns
   * nothing, and the call is Real-time. Until a promise settles the stream must be left alone; it rejects with
   * SluiceError MODEL_UNREADABLE where the step fails.
   */
  step(): void | Promise<void>;
  /** Sets the state to that of the start: zeros, or what the model stores of it. */
  reset(): void;
}

/** Several streams that step at once. Each gets the bits that it gets alone. */
export interface NetworkBatch {
  /** Rows in use: the first ones. */
  count: number;
  /** Which stream a row is: the addresses of its input vector and its state. Real-time. */
  set(batchRow: number, inputAt: number, stateAt: number): void;
  /** One step of the rows in use. Real-time. */
  step(): void;
}

/** Sizes of a network, and where values lie in a stream's state. */
export interface NetworkShape {
  /** Floats of the input vector. */
  readonly inputSize: number;
  /** Floats of the scores. */
  readonly outputSize: number;
  /** Bytes of a stream's state. The scores are part of it. */
  readonly stateBytes: number;
  /** Where the scores lie, in bytes from the start of the state. */
  readonly scoresOffset: number;
  /**
   * The state of the last recurrent layer, for pictures: its offset in bytes, and how many floats it has; 0 where it is
   * not known.
   */
  readonly hiddenOffset: number;
  readonly hiddenSize: number;
  /** The parts of the state that a step reads: they are checked after every step. */
  readonly carried: readonly Carried[];
  /** Multiply-accumulates of one stream's step. 0: not known. */
  readonly macs: number;
}

/** A part of a stream's state: whole vectors of floats. */
export interface Carried {
  /** In bytes from the start of the state. */
  readonly at: number;
  readonly floats: number;
  /**
   * So many of the floats, the first ones, lie within -1 and 1 whatever the weights are: weighted means of tanh
   * outputs.
   */
  readonly bounded: number;
}
