// The contract of a network, whatever runs it.

/** One stream's network: its recurrent state, and a step. Input and scores are places that the implementation names. */
export interface Network {
  /** Takes the input vector, changes the state, writes the scores. Real-time. */
  step(): void;
  /** The state of the start: zeros. */
  reset(): void;
}
