// Networks on the kernel. Weights are laid out once and shared by all streams of a thread; a stream's state is a row of floats.
import { type Kernel, padded, vectorBytes } from '../kernel.js';
import type { DenseLayer, GruLayer, Layer, Tensors } from './layers.js';
import type { Network } from './network.js';
import { packRows, padGates } from './pack.js';

interface GruPlan {
  readonly kind: 'gru';
  readonly inputSize: number;
  /** Floats of the state, whole vectors. */
  readonly hidden: number;
  /** Floats of the state that mean something. */
  readonly units: number;
  readonly wIh: number;
  readonly wHh: number;
  readonly bIh: number;
  readonly bHh: number;
  /** Bytes from the start of a stream's state to this layer's. */
  readonly stateOffset: number;
}

interface DensePlan {
  readonly kind: 'dense';
  readonly layer: DenseLayer;
  readonly w: number;
  readonly b: number;
  /** Where the output goes, from the start of a stream's state: for the last layer these are the scores. */
  readonly outOffset: number;
}

/** A model's weights in a kernel's memory, and the plan by which they are walked. */
export class WasmWeights {
  readonly kernel: Kernel;
  readonly plans: readonly (GruPlan | DensePlan)[];
  readonly inputSize: number;
  readonly outputSize: number;
  readonly stateBytes: number;
  readonly scoresOffset: number;
  /** Where the last recurrent layer's state lies in a stream's state, and how many floats it has. */
  readonly hiddenOffset: number;
  readonly hiddenSize: number;
  /** Scratch of this thread, large enough for the widest layer. */
  readonly scratchAt: number;

  constructor(kernel: Kernel, layers: readonly Layer[], tensors: Tensors) {
    this.kernel = kernel;
    const plans: (GruPlan | DensePlan)[] = [];
    let stateBytes = 0;
    let widest = 4;
    let hidden = { offset: 0, size: 0 };
    for (const layer of layers) {
      if (layer.kind === 'gru') {
        for (let l = 0; l < layer.layers; l++) {
          plans.push(planGru(kernel, layer, l, tensors, stateBytes));
          hidden = { offset: stateBytes, size: layer.hiddenSize };
          stateBytes += vectorBytes(layer.hiddenSize);
          widest = Math.max(widest, 6 * padded(layer.hiddenSize));
        }
      } else {
        plans.push(planDense(kernel, layer, tensors, stateBytes));
        stateBytes += vectorBytes(layer.outputSize);
        widest = Math.max(widest, padded(layer.outputSize));
      }
    }
    const last = plans.at(-1) as DensePlan;
    this.plans = plans;
    this.inputSize = (layers[0] as Layer).inputSize;
    this.outputSize = last.layer.outputSize;
    this.scoresOffset = last.outOffset;
    this.hiddenOffset = hidden.offset;
    this.hiddenSize = hidden.size;
    this.stateBytes = stateBytes;
    this.scratchAt = kernel.allocate(widest * 4);
  }
}

export class WasmNetwork implements Network {
  readonly #weights: WasmWeights;
  readonly #inputAt: number;
  readonly #stateAt: number;

  /** `inputAt`: the input vector; `stateAt`: weights.stateBytes bytes. */
  constructor(weights: WasmWeights, inputAt: number, stateAt: number) {
    this.#weights = weights;
    this.#inputAt = inputAt;
    this.#stateAt = stateAt;
  }

  step(): void {
    const { plans, scratchAt } = this.#weights;
    let x = this.#inputAt;
    for (let i = 0; i < plans.length; i++) {
      const plan = plans[i] as GruPlan | DensePlan;
      x = plan.kind === 'gru' ? this.#stepGru(plan, x, scratchAt) : this.#stepDense(plan, x, scratchAt);
    }
  }

  reset(): void {
    this.#weights.kernel.bytes(this.#stateAt, this.#weights.stateBytes).fill(0);
  }

  #stepGru(plan: GruPlan, x: number, scratchAt: number): number {
    const h = this.#stateAt + plan.stateOffset;
    const { functions } = this.#weights.kernel;
    const { wIh, wHh, bIh, bHh, inputSize, hidden, units } = plan;
    functions.gruStep(x, h, wIh, wHh, bIh, bHh, scratchAt, inputSize, hidden, units);
    return h;
  }

  #stepDense(plan: DensePlan, x: number, scratchAt: number): number {
    const { functions } = this.#weights.kernel;
    const out = this.#stateAt + plan.outOffset;
    const { inputSize, outputSize, activation } = plan.layer;
    const logits = activation === 'none' ? out : scratchAt;
    functions.matvec(plan.w, plan.b, x, logits, padded(outputSize), inputSize);
    if (activation === 'softmax') functions.softmaxInto(logits, out, outputSize);
    if (activation === 'sigmoid') functions.sigmoidInto(logits, out, outputSize);
    return out;
  }
}

function planGru(kernel: Kernel, layer: GruLayer, l: number, tensors: Tensors, stateOffset: number): GruPlan {
  const { name, hiddenSize } = layer;
  const inputSize = l === 0 ? layer.inputSize : hiddenSize;
  return {
    kind: 'gru',
    inputSize,
    hidden: padded(hiddenSize),
    units: hiddenSize,
    wIh: kernel.place(packRows(values(tensors, `${name}.weight_ih_l${l}`), 3, hiddenSize, inputSize)),
    wHh: kernel.place(packRows(values(tensors, `${name}.weight_hh_l${l}`), 3, hiddenSize, hiddenSize)),
    bIh: kernel.place(padGates(values(tensors, `${name}.bias_ih_l${l}`), 3, hiddenSize)),
    bHh: kernel.place(padGates(values(tensors, `${name}.bias_hh_l${l}`), 3, hiddenSize)),
    stateOffset,
  };
}

function planDense(kernel: Kernel, layer: DenseLayer, tensors: Tensors, outOffset: number): DensePlan {
  return {
    kind: 'dense',
    layer,
    w: kernel.place(packRows(values(tensors, `${layer.name}.weight`), 1, layer.outputSize, layer.inputSize)),
    b: kernel.place(padGates(values(tensors, `${layer.name}.bias`), 1, layer.outputSize)),
    outOffset,
  };
}

function values(tensors: Tensors, name: string): Float32Array {
  const tensor = tensors.get(name);
  if (!tensor) throw new TypeError(`Cannot lay out the network: tensor '${name}' is missing`);
  return tensor.values;
}
