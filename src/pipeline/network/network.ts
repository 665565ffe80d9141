// The contract of a network, whatever runs it.
import type { Kernel } from '../kernel-access/kernel.js';

/** One stream's network: its recurrent state, and a step. Input and scores are places that the implementation names. */
export interface Network {
  /** Takes the input vector, changes the state, writes the scores. Real-time. */
  step(): void;
  /** The state of the start: zeros, or what was learned. */
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
  /** Parts of a stream's state that do not begin with zeros, in bytes from its start: those of cells whose first state was learned. */
  readonly initial: readonly { readonly at: number; readonly values: Float32Array }[];
  /** The parts of a stream's state that a step carries on: what is to be looked after. */
  readonly carried: readonly Carried[];
}

/** Puts a stream's state, all zeros, to where it begins. */
export function putInitial(kernel: Kernel, { initial }: NetworkShape, stateAt: number): void {
  for (const { at, values } of initial) kernel.floats(stateAt + at, values.length).set(values);
}

/** A part of a stream's state, in bytes from its start and whole vectors of floats. */
export interface Carried {
  readonly at: number;
  readonly floats: number;
  /** So many of the floats, the first ones, lie within -1 and 1 whatever the weights: outputs of tanh, weighed. */
  readonly bounded: number;
}
