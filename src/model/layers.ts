// A network as data: a list of layers, each of which takes the output of earlier layers. Tensors have PyTorch's names:
// `${name}.weight_ih_l0`, `${name}.weight`, ... flow.ts works out the sizes.
import type { GateActivation } from './gate-activation.js';

/**
 * What all layers have. Values between layers are vectors. A vector with several frames holds frame after frame, each
 * with its channels side by side.
 */
export interface Named {
  /** Name of the layer's output and prefix of its tensors. Unique; 'input' is the network's input. */
  readonly name: string;
  /** Names of the layer's inputs. @default the output of the previous layer; for the first layer the network's input */
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
  /** Whether the initial state is stored: `h0_l0`, (hiddenSize), for each layer. @default false: zeros */
  readonly initial?: boolean;
  /** Sums at the gates are clamped to -clip and clip. @default no clipping */
  readonly clip?: number;
}

/**
 * A stack of GRU layers, torch.nn.GRU's convention: gates r, z, n; by default the reset gate acts after the recurrent
 * product.
 */
export interface GruLayer extends Named {
  readonly kind: 'gru';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  /**
   * False: the reset gate acts on the state before the recurrent product (Cho et al. 2014; ONNX's linear_before_reset =
   * 0).
   * @default true
   */
  readonly resetAfter?: boolean;
  /** Activations of the gates r and z, and of n. @default sigmoid, tanh */
  readonly activations?: readonly [GateActivation, GateActivation];
  /** As in RnnLayer. */
  readonly initial?: boolean;
  readonly clip?: number;
}

/** A stack of LSTM layers, torch.nn.LSTM's convention: gates i, f, g, o. */
export interface LstmLayer extends Named {
  readonly kind: 'lstm';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  /** Size to which the state h is projected (`weight_hr_l0`). @default no projection */
  readonly projectionSize?: number;
  /** Activations of the gates i, f and o, of g, and of the cell state for the output. @default sigmoid, tanh, tanh */
  readonly activations?: readonly [GateActivation, GateActivation, GateActivation];
  /** As in RnnLayer, and `c0_l0`, (hiddenSize), for the cell state. */
  readonly initial?: boolean;
  readonly clip?: number;
  /** Whether the gates i, f and o see the cell state: `peephole_l0`, (3 hiddenSize). @default false */
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
 * A convolution over time. Input: `history` frames of earlier steps (zeros at the start), then (frames, inputChannels)
 * of this step, with `padding` frames of zeros at both ends. It is causal if the history is kernelSize - stride.
 * Weight: (outputChannels, inputChannels, kernelSize).
 */
export interface Conv1dLayer extends Named {
  readonly kind: 'conv1d';
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  /** Frames of one step. */
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

/** A gate's activation, or a function that occurs only between layers. */
export type ElementwiseFunction = GateActivation | { readonly kind: 'square' | 'sqrt' | 'exp' | 'log' };

/** Softmax of each of `frames` rows of `size` numbers. */
export interface SoftmaxLayer extends Named {
  readonly kind: 'softmax';
  readonly frames: number;
  readonly size: number;
}

/**
 * Each of `frames` rows of `size` numbers times `weight` plus `bias`: a batch norm after training, or a
 * standardization.
 */
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

/** An operation on two vectors of equal size, element by element: a residual connection, a gate. */
export interface CombineLayer {
  readonly kind: 'combine';
  readonly name: string;
  readonly from: readonly [string, string];
  readonly size: number;
  readonly operation: 'add' | 'subtract' | 'multiply' | 'divide';
}

/** Concatenates vectors. */
export interface ConcatLayer {
  readonly kind: 'concat';
  readonly name: string;
  readonly from: readonly string[];
}

/** Picks numbers from a vector: slices, other orders, reflections at its ends, zeros. */
export interface GatherLayer extends Named {
  readonly kind: 'gather';
  readonly inputSize: number;
  /** Runs of [first index, count, step]. A first index of -1 gives zeros. */
  readonly runs: readonly (readonly [number, number, number])[];
}

/**
 * The output of the layer `of` in the previous step; zeros at the start. `of` may come later in the list: this is how
 * networks without recurrent cells have a recurrence.
 */
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
  /** For 8-bit weights, one scale for each row: each value is a whole number from -127 to 127 times its row's scale. */
  readonly scales?: Float32Array;
}

export type Tensors = ReadonlyMap<string, Tensor>;
