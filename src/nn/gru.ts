// torch.nn.GRU and torch.nn.RNN, over whole sequences or frame by frame.
import { gruStep, rnnStep } from '../model/cells.js';
import { gateActivation } from '../model/gate-activation.js';
import type { Tensor } from '../model/layers.js';
import { type NdArray, type Nested, toNdArray } from './nd-array.js';
import { type CellKind, Recurrent, type RecurrentOptions, sequenceOf, sequenceOfOne } from './recurrent.js';
import { arrayOf, memoriesOf } from './state.js';

export interface ForwardResult {
  /** The top layer's states: (time, batch, directions * hiddenSize); with `batchFirst` (batch, time, ...). */
  readonly output: NdArray;
  /** The last state of each layer and direction: (numLayers * directions, batch, hiddenSize). */
  readonly hidden: NdArray;
}

/** What GRU and RNN share: their state is one vector, h. */
export abstract class HiddenStateNetwork {
  readonly #network: Recurrent;
  readonly #name: string;

  protected constructor(options: RecurrentOptions, cell: CellKind) {
    this.#network = new Recurrent(options, cell);
    this.#name = cell.name;
  }

  /** Weights by PyTorch's names: `weight_ih_l0`, ... */
  stateDict(): Map<string, Tensor> {
    return this.#network.stateDict();
  }

  /** Loads weights. Throws RangeError that names the tensors that are missing, unexpected, or of another shape. */
  loadStateDict(dict: ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>): void {
    this.#network.loadStateDict(dict);
  }

  /**
   * Runs a whole sequence. `x`: (time, batch, inputSize), with `batchFirst` (batch, time, inputSize), or (time,
   * inputSize) without a batch; nested arrays are accepted too. `hidden`: the initial state, zeros by default. Throws
   * RangeError for another shape.
   */
  forward(x: NdArray | Nested, hidden?: NdArray | Nested): ForwardResult {
    const doing = `Cannot run the ${this.#name}`;
    const network = this.#network;
    const { rows, batch, batched, layOut } = sequenceOf(toNdArray(x, `${doing}: 'x'`), network.options, doing);
    const before = hidden === undefined ? undefined : toNdArray(hidden, `${doing}: 'hidden'`);
    const { output, memory } = network.walk(rows, memoriesOf(network, batch, batched, { hidden: before }, doing));
    return {
      output: layOut(output, network.directions * network.cell.outputSize),
      hidden: arrayOf(memory, 'h', batched),
    };
  }

  /**
   * Runs one frame. `x`: (batch, inputSize) or (inputSize); `state`: the state that the previous step returned, zeros
   * by default. Throws TypeError for a bidirectional network: its backward half begins at the end of the sequence, and
   * a stream has no end.
   */
  step(x: NdArray | Nested, state?: NdArray): { output: NdArray; state: NdArray } {
    const doing = `Cannot step the ${this.#name}`;
    const network = this.#network;
    if (network.options.bidirectional)
      throw new TypeError(`${doing}: it is bidirectional, and its backward half needs the whole sequence`);
    const frame = toNdArray(x, `${doing}: 'x'`);
    const { output, hidden } = this.forward(sequenceOfOne(frame, network.options.batchFirst), state);
    return {
      output: { shape: [...frame.shape.slice(0, -1), output.shape.at(-1) as number], data: output.data },
      state: hidden,
    };
  }
}

/**
 * torch.nn.GRU: gates r, z, n; the reset gate acts after the recurrent product.
 *
 *     const gru = new GRU({ inputSize: 64, hiddenSize: 128 });
 *     const { output, hidden } = gru.forward(ndarray(new Float32Array(5 * 64), [1, 5, 64]));
 */
export class GRU extends HiddenStateNetwork {
  constructor(options: RecurrentOptions) {
    super(options, {
      name: 'GRU',
      gates: 3,
      outputSize: options.hiddenSize,
      projection: 0,
      step: (weights, x, before) => ({ h: gruStep({}, weights, x, before.h), c: [] }),
    });
  }
}

export interface RnnOptions extends RecurrentOptions {
  /** @default 'tanh' */
  readonly nonlinearity?: 'tanh' | 'relu';
}

/** torch.nn.RNN. */
export class RNN extends HiddenStateNetwork {
  constructor({ nonlinearity = 'tanh', ...options }: RnnOptions) {
    if (nonlinearity !== 'tanh' && nonlinearity !== 'relu')
      throw new RangeError(`Cannot make the RNN: 'nonlinearity' must be 'tanh' or 'relu': received '${nonlinearity}'`);
    const activation = gateActivation(nonlinearity);
    super(options, {
      name: 'RNN',
      gates: 1,
      outputSize: options.hiddenSize,
      projection: 0,
      step: (weights, x, before) => ({ h: rnnStep({ activation }, weights, x, before.h), c: [] }),
    });
  }
}
