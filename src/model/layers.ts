// What a network is made of, as data: layers, one after the other, each taking what an earlier one gives. Tensors are found by PyTorch's names:
// `${name}.weight_ih_l0`, `${name}.weight`, ... What comes of which sizes is worked out in flow.ts.
import type { GateActivation } from './gate-activation.js';

/**
 * What all layers have. Values between layers are vectors; several frames or channels in one lie frame after frame, the channels of a frame
 * side by side.
 */
export interface Named {
  /** Names what the layer gives, and its tensors. No two layers share one; 'input' is what the network is given. */
  readonly name: string;
  /** What the layer takes, by name. @default what the layer before it gives; the network's input for the first */
  readonly from?: string;
}

/** A stack of plain recurrent layers (Elman 1990), torch.nn.RNN's convention. */
export interface RnnLayer extends Named {
  readonly kind: 'rnn';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  /** @default tanh */
  readonly activation?: GateActivation;
  /** Whether it begins with a stored state, `h0_l0` (hiddenSize) of each layer. @default false: with zeros */
  readonly initial?: boolean;
  /** Sums at the gates are kept within -clip and clip. @default not at all */
  readonly clip?: number;
}

/** A stack of GRU layers, torch.nn.GRU's convention: gates r, z, n; the reset gate acts after the recurrent product, if not said otherwise. */
export interface GruLayer extends Named {
  readonly kind: 'gru';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  /** False: the reset gate acts on the state before the recurrent product (Cho et al. 2014; ONNX's linear_before_reset = 0). @default true */
  readonly resetAfter?: boolean;
  /** Of the gates r and z, and of n. @default sigmoid, tanh */
  readonly activations?: readonly [GateActivation, GateActivation];
  /** As RnnLayer's. */
  readonly initial?: boolean;
  readonly clip?: number;
}

/** A stack of LSTM layers, torch.nn.LSTM's convention: gates i, f, g, o. */
export interface LstmLayer extends Named {
  readonly kind: 'lstm';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  /** Numbers that the state h is projected to (`weight_hr_l0`). @default none */
  readonly projectionSize?: number;
  /** Of the gates i, f and o, of g, and of the cell state on its way out. @default sigmoid, tanh, tanh */
  readonly activations?: readonly [GateActivation, GateActivation, GateActivation];
  /** As RnnLayer's; `c0_l0` (hiddenSize) is the cell state. */
  readonly initial?: boolean;
  readonly clip?: number;
  /** The gates i, f and o look at the cell state: `peephole_l0`, (3 hiddenSize). @default false */
  readonly peepholes?: boolean;
  /** The forget gate is 1 - i (ONNX's input_forget). @default false */
  readonly coupled?: boolean;
}

/** y = activation(W x + b), W: (outputSize, inputSize). */
export interface DenseLayer extends Named {
  readonly kind: 'dense';
  readonly inputSize: number;
  readonly outputSize: number;
  readonly activation: 'softmax' | 'sigmoid' | 'none';
}

/**
 * A convolution over time. In: (frames, inputChannels) of this step, behind `history` frames of the steps before (zeros at the start) and
 * between `padding` frames of zeros. Causal where the history is kernelSize - stride. Weight: (outputChannels, inputChannels, kernelSize).
 */
export interface Conv1dLayer extends Named {
  readonly kind: 'conv1d';
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  /** Frames that one step brings. */
  readonly frames: number;
  readonly history: number;
  readonly padding: readonly [number, number];
}

/** y_i = f(x_i) */
export interface ActivationLayer extends Named {
  readonly kind: 'activation';
  readonly size: number;
  readonly function: ElementwiseFunction;
}

/** A gate's activation, or one of those that only occur between layers. */
export type ElementwiseFunction = GateActivation | { readonly kind: 'square' | 'sqrt' | 'exp' | 'log' };

/** Each run of `size` numbers becomes positive numbers that sum to 1. */
export interface SoftmaxLayer extends Named {
  readonly kind: 'softmax';
  readonly frames: number;
  readonly size: number;
}

/** Each of `frames` rows of `size` numbers times `weight` plus `bias`: a batch norm after training, or a standardization. */
export interface ScaleLayer extends Named {
  readonly kind: 'scale';
  readonly frames: number;
  readonly size: number;
}

/** torch.nn.LayerNorm over each of `frames` rows of `size` numbers. */
export interface LayerNormLayer extends Named {
  readonly kind: 'layer-norm';
  readonly frames: number;
  readonly size: number;
  readonly epsilon: number;
}

/** Two vectors of one size, number by number: a residual connection, a gate. */
export interface CombineLayer {
  readonly kind: 'combine';
  readonly name: string;
  readonly from: readonly [string, string];
  readonly size: number;
  readonly operation: 'add' | 'subtract' | 'multiply' | 'divide';
}

/** Vectors side by side. */
export interface ConcatLayer {
  readonly kind: 'concat';
  readonly name: string;
  readonly from: readonly string[];
}

/** Numbers picked from a vector: parts of it, another order, reflections at its ends, zeros. */
export interface GatherLayer extends Named {
  readonly kind: 'gather';
  readonly inputSize: number;
  /** Runs of [first index, how many, step from one to the next]; a first index of -1: zeros. */
  readonly runs: readonly (readonly [number, number, number])[];
}

/** What `of`, a layer that may come later, gave in the step before; zeros at the start. The recurrence of networks that are not cells. */
export interface DelayLayer {
  readonly kind: 'delay';
  readonly name: string;
  readonly of: string;
  readonly size: number;
}

export type RecurrentLayer = RnnLayer | GruLayer | LstmLayer;

export type Layer =
  | RecurrentLayer
  | DenseLayer
  | Conv1dLayer
  | ActivationLayer
  | SoftmaxLayer
  | ScaleLayer
  | LayerNormLayer
  | CombineLayer
  | ConcatLayer
  | GatherLayer
  | DelayLayer;

/** A named array of floats, row after row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Of weights of 8 bits, one a row: each value is a whole number from -127 to 127 times its row's scale. */
  readonly scales?: Float32Array;
}

export type Tensors = ReadonlyMap<string, Tensor>;
