// torch.nn.LSTM, over whole sequences or frame by frame.
import { lstmStep } from '../model/cells.js';
import type { Tensor } from '../model/layers.js';
import { type NdArray, type Nested, toNdArray } from './nd-array.js';
import { Recurrent, type RecurrentOptions, sequenceOf, sequenceOfOne } from './recurrent.js';
import { arrayOf, memoriesOf } from './state.js';

export interface LstmOptions extends RecurrentOptions {
  /** Size to which the state h is projected; 0: no projection. @default 0 */
  readonly projSize?: number;
}

export interface LstmState {
  /** (numLayers * directions, batch, projSize or hiddenSize) */
  readonly hidden: NdArray;
  /** (numLayers * directions, batch, hiddenSize) */
  readonly cell: NdArray;
}

export interface LstmResult extends LstmState {
  /** (time, batch, directions * (projSize or hiddenSize)); with `batchFirst` (batch, time, ...). */
  readonly output: NdArray;
}

/** torch.nn.LSTM: gates i, f, g, o. */
export class LSTM {
  readonly #network: Recurrent;

  constructor({ projSize = 0, ...options }: LstmOptions) {
    if (!Number.isInteger(projSize) || projSize < 0 || projSize >= options.hiddenSize)
      throw new RangeError(
        `Cannot make the LSTM: 'projSize' must be from 0 to below 'hiddenSize' ${options.hiddenSize}: received ${projSize}`,
      );
    this.#network = new Recurrent(options, {
      name: 'LSTM',
      gates: 4,
      outputSize: projSize || options.hiddenSize,
      projection: projSize,
      step: (weights, x, before) => lstmStep({}, weights, x, before),
    });
  }

  /** Weights by PyTorch's names: `weight_ih_l0`, ... */
  stateDict(): Map<string, Tensor> {
    return this.#network.stateDict();
  }

  /** Loads weights. Throws RangeError that names the tensors that are missing, unexpected, or of another shape. */
  loadStateDict(dict: ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>): void {
    this.#network.loadStateDict(dict);
  }

  /** Runs a whole sequence, as GRU.forward, with a state of two parts, h and c. */
  forward(x: NdArray | Nested, state?: LstmState): LstmResult {
    const doing = 'Cannot run the LSTM';
    const network = this.#network;
    const { rows, batch, batched, layOut } = sequenceOf(toNdArray(x, `${doing}: 'x'`), network.options, doing);
    const { output, memory } = network.walk(rows, memoriesOf(network, batch, batched, { ...state }, doing));
    return {
      output: layOut(output, network.directions * network.cell.outputSize),
      hidden: arrayOf(memory, 'h', batched),
      cell: arrayOf(memory, 'c', batched),
    };
  }

  /** Runs one frame, as GRU.step, with a state of two parts, h and c. */
  step(x: NdArray | Nested, state?: LstmState): { output: NdArray; state: LstmState } {
    const doing = 'Cannot step the LSTM';
    if (this.#network.options.bidirectional)
      throw new TypeError(`${doing}: it is bidirectional, and its backward half needs the whole sequence`);
    const frame = toNdArray(x, `${doing}: 'x'`);
    const { output, hidden, cell } = this.forward(sequenceOfOne(frame, this.#network.options.batchFirst), state);
    return {
      output: { shape: [...frame.shape.slice(0, -1), output.shape.at(-1) as number], data: output.data },
      state: { hidden, cell },
    };
  }
}
