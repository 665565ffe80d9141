// The network on the kernel: weights laid out once per thread, a stream's state and scores in its own part of the memory, a step that is a
// walk over the layers.

import { type FlowStep, flow, INPUT, inputSizeOf, isRecurrent, macsPerStep, stateSize } from '../../model/flow.js';
import type { DelayLayer, Layer, Tensors } from '../../model/layers.js';
import type { Kernel } from '../kernel-access/kernel.js';
import type { Carried, Network, NetworkShape } from './network.js';
import { Batch, type BatchNeeds, eachBatchRow, type Place } from './wasm/batch.js';
import { Builder, type Run } from './wasm/builder.js';
import { carriedParts } from './wasm/carried.js';
import { layCell } from './wasm/cells.js';
import {
  layActivation,
  layCombine,
  layConcat,
  layGather,
  layLayerNorm,
  layScale,
  laySoftmax,
} from './wasm/elementwise.js';
import { layConv1d, layDense } from './wasm/products.js';

/** A model's weights in a kernel's memory, and the steps in which they are walked. */
export class WasmWeights implements NetworkShape {
  readonly kernel: Kernel;
  readonly runs: readonly Run[];
  readonly inputSize: number;
  readonly outputSize: number;
  readonly stateBytes: number;
  readonly scoresOffset: number;
  /** Where the last recurrent layer's state lies in a stream's state, and how many floats it has. */
  readonly hiddenOffset: number;
  readonly hiddenSize: number;
  readonly carried: readonly Carried[];
  /** Multiply-accumulates of a stream's step. */
  readonly macs: number;
  /** For one stream after the other. */
  readonly alone: Batch;
  readonly #needs: BatchNeeds;

  /** Throws RangeError where layers do not fit each other, TypeError where a tensor is missing. */
  constructor(kernel: Kernel, layers: readonly Layer[], tensors: Tensors) {
    const build = new Builder(kernel, tensors);
    const steps = flow(layers);
    const places = new Map<string, Place>([[INPUT, { base: 'input', at: 0 }]]);
    const sizes = new Map([[INPUT, inputSizeOf(layers)], ...steps.map((s) => [s.layer.name, s.outputSize] as const)]);
    const runs: Run[] = [];
    let hidden = { at: 0, size: 0 };
    const bounded: { at: number; floats: number }[] = [];
    for (const step of steps) {
      const { layer } = step;
      const from = step.takes.map((name) => places.get(name) as Place);
      if (isRecurrent(layer)) {
        let x = from[0] as Place;
        for (let l = 0; l < layer.layers; l++) {
          const cell = layCell(build, layer, l, x);
          runs.push(cell.run);
          x = cell.h;
          if (cell.bounded) bounded.push({ at: x.at, floats: stateSize(layer) });
        }
        places.set(layer.name, x);
        hidden = { at: x.at, size: stateSize(layer) };
      } else {
        const isLast = step === steps.at(-1);
        const out = isLast || layer.kind === 'delay' ? build.state(step.outputSize) : build.work(step.outputSize);
        const taken = step.takes.map((name) => sizes.get(name) as number);
        const run = layStep(build, step, from, taken, out);
        if (run) runs.push(run);
        places.set(layer.name, out);
      }
    }
    runs.push(...layDelays(build, steps, places));
    this.kernel = kernel;
    this.runs = runs;
    this.inputSize = inputSizeOf(layers);
    this.outputSize = (steps.at(-1) as FlowStep).outputSize;
    this.scoresOffset = (places.get((layers.at(-1) as Layer).name) as Place).at;
    this.hiddenOffset = hidden.at;
    this.hiddenSize = hidden.size;
    this.stateBytes = build.stateBytes;
    this.carried = carriedParts(build.stateBytes, bounded);
    this.macs = macsPerStep(layers);
    this.#needs = build.needs;
    this.alone = this.batch(1);
    this.alone.count = 1;
  }

  /** Room for a step of up to `most` streams at once. */
  batch(most: number): Batch {
    return new Batch(this.kernel, most, this.#needs);
  }

  /** Makes a step for the rows of the batch in use. Real-time. */
  step(batch: Batch): void {
    const { runs } = this;
    for (let i = 0; i < runs.length; i++) (runs[i] as Run)(batch);
  }
}

/** One stream's network, stepped by itself. */
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
    const { alone } = this.#weights;
    alone.set(0, this.#inputAt, this.#stateAt);
    this.#weights.step(alone);
  }

  reset(): void {
    this.#weights.kernel.bytes(this.#stateAt, this.#weights.stateBytes).fill(0);
  }
}

/** `sizes`: of what it takes. Null for a delay, whose output is there already. */
function layStep(
  build: Builder,
  { layer }: FlowStep,
  from: readonly Place[],
  sizes: readonly number[],
  out: Place,
): Run | null {
  const x = from[0] as Place;
  switch (layer.kind) {
    case 'dense':
      return layDense(build, layer, x, out);
    case 'conv1d':
      return layConv1d(build, layer, x, out);
    case 'activation':
      return layActivation(build, layer, x, out);
    case 'softmax':
      return laySoftmax(build, layer, x, out);
    case 'scale':
      return layScale(build, layer, x, out);
    case 'layer-norm':
      return layLayerNorm(build, layer, x, out);
    case 'combine':
      return layCombine(build, layer, from as readonly [Place, Place], out);
    case 'concat':
      return layConcat(build, from, sizes, out);
    case 'gather':
      return layGather(build, layer, x, out);
    case 'delay':
      return null;
    default:
      throw new TypeError(`Cannot lay out the network: '${layer.kind}' is laid out elsewhere`);
  }
}

/** At a step's end every delay takes what it delays; all are read before any is written, for one may delay another. */
function layDelays(build: Builder, steps: readonly FlowStep[], places: ReadonlyMap<string, Place>): Run[] {
  const { move } = build.kernel.functions;
  const delays = steps.flatMap(({ layer }) => (layer.kind === 'delay' ? [layer satisfies DelayLayer] : []));
  const read: Run[] = [];
  const write: Run[] = [];
  for (const { name, of, size } of delays) {
    const [from, to] = [places.get(of) as Place, places.get(name) as Place];
    const between = build.work(size);
    read.push(
      eachBatchRow((batch, batchRow) => move(batch.address(from, batchRow), batch.address(between, batchRow), size)),
    );
    write.push(
      eachBatchRow((batch, batchRow) => move(batch.address(between, batchRow), batch.address(to, batchRow), size)),
    );
  }
  return [...read, ...write];
}
