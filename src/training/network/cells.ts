// The three cells in training, for a chunk of steps of a group of sequences: what each computes between the products
// with its weights, and what it keeps for the backward pass. Rows are time-major: row = step * sequences + sequence.
import { GRU_SAVED, LSTM_SAVED } from '../../kernel/layout.js';
import type { TrainingKernel } from './training-kernel.js';

/**
 * Byte addresses that a layer shares with its cell. The first `sequences` rows of states are those before the chunk.
 */
export interface CellMemory {
  readonly gi: number; // (rows, gates hidden) W_i x + b_i; in the backward pass its gradient
  readonly gh: number; // (sequences, gates hidden) W_h h + b_h of the step
  readonly states: number; // (rows + sequences, hidden)
  readonly dStates: number; // (rows + sequences, hidden)
}

export interface CellShape {
  readonly sequences: number;
  readonly steps: number;
  readonly hidden: number;
}

export interface TrainingCell {
  /** (rows, gates hidden) Address of the gradient with respect to W_h h + b_h after `backward`. */
  readonly dgh: number;
  /**
   * (steps + 1, sequences, hidden) LSTM: the gradient with respect to the cell state before the chunk and after each
   * step.
   */
  readonly dCells: number | null;
  /** Computes the states after a step from gi, gh and the states before it. */
  forward(step: number): void;
  /**
   * Computes the gradients at the gates of a step, and the part of the gradient at the state before it that bypasses
   * W_h.
   */
  backward(step: number): void;
  /** Zeroes what a sequence keeps beside its states. */
  resetSequence(sequence: number): void;
  /** Call before the backward pass. */
  clearGradient(): void;
  /** Moves what is kept at the end of a chunk to the beginning of the next. */
  carry(): void;
}

export function trainingCell(
  kind: 'rnn' | 'gru' | 'lstm',
  kernel: TrainingKernel,
  shape: CellShape,
  memory: CellMemory,
): TrainingCell {
  if (kind === 'gru') return gruCell(kernel, shape, memory);
  return kind === 'lstm' ? lstmCell(kernel, shape, memory) : rnnCell(kernel, shape, memory);
}

const nothing = () => undefined;

function gruCell(kernel: TrainingKernel, { sequences, steps, hidden }: CellShape, memory: CellMemory): TrainingCell {
  const { gruForward, gruBackward } = kernel.functions;
  const { gi, gh, states, dStates } = memory;
  const saved = kernel.allocate(sequences * steps * GRU_SAVED * hidden * 4);
  const dgh = kernel.allocate(sequences * steps * 3 * hidden * 4);
  const row = sequences * hidden * 4;
  return {
    dgh,
    dCells: null,
    forward: (t) =>
      gruForward(
        gi + 3 * t * row,
        gh,
        states + t * row,
        states + (t + 1) * row,
        saved + GRU_SAVED * t * row,
        sequences,
        hidden,
      ),
    backward: (t) =>
      gruBackward(
        dStates + (t + 1) * row,
        saved + GRU_SAVED * t * row,
        states + t * row,
        gi + 3 * t * row,
        dgh + 3 * t * row,
        dStates + t * row,
        sequences,
        hidden,
      ),
    resetSequence: nothing,
    clearGradient: nothing,
    carry: nothing,
  };
}

function lstmCell(kernel: TrainingKernel, { sequences, steps, hidden }: CellShape, memory: CellMemory): TrainingCell {
  const { lstmForward, lstmBackward } = kernel.functions;
  const { gi, gh, states, dStates } = memory;
  const row = sequences * hidden * 4;
  const saved = kernel.allocate(steps * LSTM_SAVED * row);
  const cells = kernel.allocate((steps + 1) * row); // as the states
  const dCells = kernel.allocate((steps + 1) * row);
  return {
    dgh: gi, // both sums are one
    dCells,
    forward: (t) =>
      lstmForward(
        gi + 4 * t * row,
        gh,
        cells + t * row,
        cells + (t + 1) * row,
        states + (t + 1) * row,
        saved + LSTM_SAVED * t * row,
        sequences,
        hidden,
      ),
    backward: (t) =>
      lstmBackward(
        dStates + (t + 1) * row,
        dCells + (t + 1) * row,
        saved + LSTM_SAVED * t * row,
        cells + t * row,
        gi + 4 * t * row,
        dCells + t * row,
        sequences,
        hidden,
      ),
    resetSequence: (sequence) => void kernel.floats(cells + sequence * hidden * 4, hidden).fill(0),
    clearGradient: () => void kernel.floats(dCells + steps * row, sequences * hidden).fill(0),
    carry: () => void kernel.floats(cells, (steps + 1) * sequences * hidden).copyWithin(0, steps * sequences * hidden),
  };
}

function rnnCell(kernel: TrainingKernel, { sequences, hidden }: CellShape, memory: CellMemory): TrainingCell {
  const { rnnForward, rnnBackward } = kernel.functions;
  const { gi, gh, states, dStates } = memory;
  const row = sequences * hidden * 4;
  return {
    dgh: gi,
    dCells: null,
    forward: (t) => rnnForward(gi + t * row, gh, states + (t + 1) * row, sequences, hidden),
    backward: (t) => rnnBackward(dStates + (t + 1) * row, states + (t + 1) * row, gi + t * row, sequences, hidden),
    resetSequence: nothing,
    clearGradient: nothing,
    carry: nothing,
  };
}
