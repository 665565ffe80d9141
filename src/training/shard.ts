// A group of lanes trained side by side on one thread: forward and backward through time over one chunk of steps, on the kernel's matrix
// product. The recurrent state is carried from chunk to chunk (truncated back-propagation through time, Williams & Peng 1990).
// Rows of all matrices are time-major: row = step * lanes + lane.
import { type Kernel, padded } from '../engine/kernel.js';
import type { DenseLayer, GruLayer } from '../engine/network/layers.js';
import type { ParameterPlan } from './parameters.js';

export interface ShardShape {
  readonly lanes: number;
  readonly steps: number;
}

interface GruCell {
  readonly inputSize: number;
  readonly hidden: number;
  readonly wIh: number;
  readonly wHh: number;
  readonly bIh: number;
  readonly bHh: number;
  /** Bytes from a parameter's address to the same parameter's gradient. */
  readonly wIhT: number; // (inputSize, 3 hidden)
  readonly wHhT: number; // (hidden, 3 hidden)
  readonly input: number; // (rows, inputSize): for the first layer the features
  readonly states: number; // (rows + lanes, hidden): the first `lanes` rows are the state before the chunk
  readonly saved: number; // (rows, 4 hidden)
  readonly gi: number; // (rows, 3 hidden), then its gradient
  readonly dgh: number; // (rows, 3 hidden)
  readonly dStates: number; // (rows + lanes, hidden): gradient of the state after each step, the first `lanes` rows before the chunk
  readonly mask: number; // (lanes, hidden): dropout on the way up, the same over the steps of a chunk
  readonly masked: number; // (rows, hidden): what the next layer gets
}

export class Shard {
  readonly shape: ShardShape;
  /** Addresses: all parameters, and this shard's gradients in the same order. */
  readonly parametersAt: number;
  readonly gradientsAt: number;
  readonly #kernel: Kernel;
  readonly #plan: ParameterPlan;
  readonly #cells: readonly GruCell[];
  readonly #dense: DenseLayer;
  readonly #outputs: number;
  readonly #gh: number; // (lanes, 3 hidden) of the widest
  readonly #denseT: number; // (hidden, outputs)
  readonly #logits: number; // (rows, outputs), then their gradient
  readonly #scores: number; // (rows, outputs)

  /** `parametersAt`: where all parameters lie; shared by the shards of a thread. */
  constructor(kernel: Kernel, plan: ParameterPlan, shape: ShardShape, parametersAt: number) {
    this.#kernel = kernel;
    this.#plan = plan;
    this.shape = shape;
    this.parametersAt = parametersAt;
    this.gradientsAt = kernel.allocate(plan.length * 4);
    this.#cells = this.#layOut();
    this.#dense = plan.layers.at(-1) as DenseLayer;
    this.#outputs = padded(this.#dense.outputSize);
    const rows = shape.lanes * shape.steps;
    const widest = Math.max(...this.#cells.map((cell) => cell.hidden));
    this.#gh = kernel.allocate(shape.lanes * 3 * widest * 4);
    this.#denseT = kernel.allocate(this.#dense.inputSize * this.#outputs * 4);
    this.#logits = kernel.allocate(rows * this.#outputs * 4 + 16);
    this.#scores = kernel.allocate(rows * this.#outputs * 4 + 16);
  }

  /** (rows, inputSize) Where a chunk's features go before `forward`. */
  get features(): Float32Array {
    const cell = this.#cells[0] as GruCell;
    return this.#kernel.floats(cell.input, this.#rows * cell.inputSize);
  }

  /** Floats from one row of scores, and of their gradient, to the next. */
  get scoreStride(): number {
    return this.#outputs;
  }

  /** (rows, scoreStride) The softmax of the last forward pass. */
  get scores(): Float32Array {
    return this.#kernel.floats(this.#scores, this.#rows * this.#outputs);
  }

  /** (rows, scoreStride) Where the gradient of the loss with respect to the logits goes before `backward`. */
  get scoreGradients(): Float32Array {
    return this.#kernel.floats(this.#logits, this.#rows * this.#outputs);
  }

  /** Gradients of all parameters after `backward`. */
  get gradients(): Float32Array {
    return this.#kernel.floats(this.gradientsAt, this.#plan.length);
  }

  /** (lanes, hidden) A layer's dropout mask: 0, or 1 / (1 - rate). Ones until written. */
  mask(layer: number): Float32Array {
    const cell = this.#cells[layer] as GruCell;
    return this.#kernel.floats(cell.mask, this.shape.lanes * cell.hidden);
  }

  get layers(): number {
    return this.#cells.length;
  }

  /** Sets a lane's recurrent state to zero: a stream that is opened anew. */
  resetLane(lane: number): void {
    for (const { states, hidden } of this.#cells) this.#kernel.floats(states + lane * hidden * 4, hidden).fill(0);
  }

  /** Features to scores over one chunk, from the state that the last chunk left. */
  forward(): void {
    const { functions } = this.#kernel;
    for (let layer = 0; layer < this.#cells.length; layer++) this.#forwardCell(this.#cells[layer] as GruCell);
    const last = this.#cells.at(-1) as GruCell;
    const w = this.#at(`${this.#dense.name}.weight`);
    const outputs = this.#outputs;
    functions.transpose(w, this.#denseT, outputs, last.hidden, outputs);
    functions.addRows(this.#at(`${this.#dense.name}.bias`), this.#logits, this.#rows, outputs);
    functions.gemm(
      last.masked,
      last.hidden * 4,
      4,
      this.#denseT,
      outputs * 4,
      this.#logits,
      outputs * 4,
      this.#rows,
      outputs,
      last.hidden,
    );
    functions.softmaxRows(this.#logits, this.#scores, this.#rows, this.#dense.outputSize, outputs);
  }

  /** The gradient of the loss with respect to every parameter, from `scoreGradients`. Then the state moves on to the chunk's end. */
  backward(): void {
    const { functions } = this.#kernel;
    this.gradients.fill(0);
    const last = this.#cells.at(-1) as GruCell;
    const outputs = this.#outputs;
    const rows = this.#rows;
    const w = this.#at(`${this.#dense.name}.weight`);
    const dw = this.#gradient(w);
    functions.gemm(
      this.#logits,
      4,
      outputs * 4,
      last.masked,
      last.hidden * 4,
      dw,
      last.hidden * 4,
      outputs,
      last.hidden,
      rows,
    );
    functions.sumRows(this.#logits, this.#gradient(this.#at(`${this.#dense.name}.bias`)), rows, outputs);
    this.#clearStateGradients(last);
    const dh = last.dStates + this.shape.lanes * last.hidden * 4;
    functions.gemm(this.#logits, outputs * 4, 4, w, last.hidden * 4, dh, last.hidden * 4, rows, last.hidden, outputs);
    for (let layer = this.#cells.length - 1; layer >= 0; layer--) {
      this.#backwardCell(this.#cells[layer] as GruCell, layer > 0 ? (this.#cells[layer - 1] as GruCell) : null);
    }
    for (const cell of this.#cells) this.#carryState(cell);
  }

  get #rows(): number {
    return this.shape.lanes * this.shape.steps;
  }

  #at(name: string): number {
    return this.parametersAt + (this.#plan.places.get(name)?.at as number) * 4;
  }

  #gradient(parameterAt: number): number {
    return parameterAt - this.parametersAt + this.gradientsAt;
  }

  #forwardCell(cell: GruCell): void {
    const { functions } = this.#kernel;
    const { lanes, steps } = this.shape;
    const { inputSize, hidden } = cell;
    const gates = 3 * hidden;
    functions.transpose(cell.wIh, cell.wIhT, gates, inputSize, gates);
    functions.transpose(cell.wHh, cell.wHhT, gates, hidden, gates);
    functions.addRows(cell.bIh, cell.gi, this.#rows, gates);
    functions.gemm(
      cell.input,
      inputSize * 4,
      4,
      cell.wIhT,
      gates * 4,
      cell.gi,
      gates * 4,
      this.#rows,
      gates,
      inputSize,
    );
    const stateStep = lanes * hidden * 4;
    for (let step = 0; step < steps; step++) {
      const before = cell.states + step * stateStep;
      functions.addRows(cell.bHh, this.#gh, lanes, gates);
      functions.gemm(before, hidden * 4, 4, cell.wHhT, gates * 4, this.#gh, gates * 4, lanes, gates, hidden);
      functions.gruForward(
        cell.gi + 3 * step * stateStep,
        this.#gh,
        before,
        before + stateStep,
        cell.saved + 4 * step * stateStep,
        lanes,
        hidden,
      );
    }
    functions.maskRows(cell.states + stateStep, cell.mask, cell.masked, steps, lanes * hidden);
  }

  /** dStates holds dL / d(masked output); below: the layer whose output this one read, or null for the features. */
  #backwardCell(cell: GruCell, below: GruCell | null): void {
    const { functions } = this.#kernel;
    const { lanes, steps } = this.shape;
    const { inputSize, hidden } = cell;
    const gates = 3 * hidden;
    const stateStep = lanes * hidden * 4;
    functions.maskRows(cell.dStates + stateStep, cell.mask, cell.dStates + stateStep, steps, lanes * hidden);
    for (let step = steps - 1; step >= 0; step--) {
      const before = cell.dStates + step * stateStep;
      const dgi = cell.gi + 3 * step * stateStep;
      const dgh = cell.dgh + 3 * step * stateStep;
      functions.gruBackward(
        before + stateStep,
        cell.saved + 4 * step * stateStep,
        cell.states + step * stateStep,
        dgi,
        dgh,
        before,
        lanes,
        hidden,
      );
      functions.gemm(dgh, gates * 4, 4, cell.wHh, hidden * 4, before, hidden * 4, lanes, hidden, gates);
    }
    const rows = this.#rows;
    functions.gemm(
      cell.gi,
      4,
      gates * 4,
      cell.input,
      inputSize * 4,
      this.#gradient(cell.wIh),
      inputSize * 4,
      gates,
      inputSize,
      rows,
    );
    functions.gemm(
      cell.dgh,
      4,
      gates * 4,
      cell.states,
      hidden * 4,
      this.#gradient(cell.wHh),
      hidden * 4,
      gates,
      hidden,
      rows,
    );
    functions.sumRows(cell.gi, this.#gradient(cell.bIh), rows, gates);
    functions.sumRows(cell.dgh, this.#gradient(cell.bHh), rows, gates);
    if (!below) return;
    this.#clearStateGradients(below);
    const dInput = below.dStates + lanes * below.hidden * 4;
    functions.gemm(cell.gi, gates * 4, 4, cell.wIh, inputSize * 4, dInput, inputSize * 4, rows, inputSize, gates);
  }

  #clearStateGradients(cell: GruCell): void {
    this.#kernel.floats(cell.dStates, (this.#rows + this.shape.lanes) * cell.hidden).fill(0);
  }

  #carryState(cell: GruCell): void {
    const states = this.#kernel.floats(cell.states, (this.#rows + this.shape.lanes) * cell.hidden);
    states.copyWithin(0, this.#rows * cell.hidden);
  }

  #layOut(): GruCell[] {
    const { lanes, steps } = this.shape;
    const kernel = this.#kernel;
    const rows = lanes * steps;
    const floats = (count: number) => kernel.allocate(count * 4);
    const cells: GruCell[] = [];
    let input = 0;
    for (const layer of this.#plan.layers) {
      if (layer.kind !== 'gru') continue;
      for (let l = 0; l < layer.layers; l++) {
        const cell = this.#layOutCell(layer, l, input === 0 ? floats(rows * layer.inputSize) : input, rows, lanes);
        kernel.floats(cell.mask, lanes * cell.hidden).fill(1);
        input = cell.masked;
        cells.push(cell);
      }
    }
    return cells;
  }

  #layOutCell(layer: GruLayer, l: number, input: number, rows: number, lanes: number): GruCell {
    const floats = (count: number) => this.#kernel.allocate(count * 4);
    const hidden = layer.hiddenSize;
    const inputSize = l === 0 ? layer.inputSize : hidden;
    return {
      inputSize,
      hidden,
      wIh: this.#at(`${layer.name}.weight_ih_l${l}`),
      wHh: this.#at(`${layer.name}.weight_hh_l${l}`),
      bIh: this.#at(`${layer.name}.bias_ih_l${l}`),
      bHh: this.#at(`${layer.name}.bias_hh_l${l}`),
      wIhT: floats(inputSize * 3 * hidden),
      wHhT: floats(hidden * 3 * hidden),
      input,
      states: floats((rows + lanes) * hidden),
      saved: floats(rows * 4 * hidden),
      gi: floats(rows * 3 * hidden),
      dgh: floats(rows * 3 * hidden),
      dStates: floats((rows + lanes) * hidden),
      mask: floats(lanes * hidden),
      masked: floats(rows * hidden),
    };
  }
}
