// The backend on our kernel: the weights are placed in its memory once per thread, and a stream's state and scores lie
// in the stream's own part of it. A step walks over the layers.
import { type FlowStep, flow, INPUT, inputSizeOf, isRecurrent, macsPerStep, stateSize } from '../../model/flow.js';
import type { DelayLayer, Layer, RecurrentLayer, Tensors } from '../../model/layers.js';
import type { Kernel } from '../kernel-access/kernel.js';
import { MemoryPart } from '../kernel-access/memory-part.js';
import { carriedParts } from './carried.js';
import type { Network, NetworkBackend, NetworkShape } from './network.js';
import { Batch, type BatchNeeds, eachBatchRow, type Place, type Run } from './wasm/batch.js';
import { Builder } from './wasm/builder.js';
import { placeCell } from './wasm/cells.js';
import {
  placeActivation,
  placeCombine,
  placeConcat,
  placeGather,
  placeLayerNorm,
  placeScale,
  placeSoftmax,
} from './wasm/elementwise.js';
import { placeConv1d, placeDense } from './wasm/products.js';

export class WasmBackend implements NetworkBackend {
  readonly shape: NetworkShape;
  readonly isAsync = false;
  readonly kernel: Kernel;
  readonly #runs: readonly Run[];
  readonly #needs: BatchNeeds;
  /**
   * Parts of a state that do not begin with zeros, in bytes from its start: those of cells whose first state is stored.
   */
  readonly initial: readonly { readonly at: number; readonly values: Float32Array }[];
  /** For one stream after the other. */
  readonly #single: Batch;

  /** Throws RangeError where layers do not fit each other, TypeError where a tensor is missing. */
  constructor(kernel: Kernel, layers: readonly Layer[], tensors: Tensors) {
    const build = new Builder(kernel, tensors);
    const steps = flow(layers);
    const places = new Map<string, Place>([[INPUT, { base: 'input', at: 0 }]]);
    const sizes = new Map([[INPUT, inputSizeOf(layers)], ...steps.map((s) => [s.layer.name, s.outputSize] as const)]);
    const runs: Run[] = [];
    let hidden = { at: 0, size: 0 };
    const bounded: { at: number; floats: number }[] = [];
    const initial: { at: number; values: Float32Array }[] = [];
    for (const step of steps) {
      const { layer } = step;
      const from = step.takes.map((name) => places.get(name) as Place);
      if (isRecurrent(layer)) {
        let x = from[0] as Place;
        for (let l = 0; l < layer.layers; l++) {
          const cell = placeCell(build, layer, l, x);
          runs.push(cell.run);
          x = cell.h;
          if (layer.initial) initial.push({ at: x.at, values: build.tensor(`${layer.name}.h0_l${l}`) });
          if (layer.initial && cell.c) initial.push({ at: cell.c.at, values: build.tensor(`${layer.name}.c0_l${l}`) });
          if (cell.bounded) bounded.push({ at: x.at, floats: stateSize(layer) });
        }
        places.set(layer.name, x);
        hidden = { at: x.at, size: stateSize(layer) };
      } else {
        const isLast = step === steps.at(-1);
        const out = isLast || layer.kind === 'delay' ? build.state(step.outputSize) : build.work(step.outputSize);
        const inputSizes = step.takes.map((name) => sizes.get(name) as number);
        const run = placeLayer(build, layer, from, inputSizes, out);
        if (run) runs.push(run);
        places.set(layer.name, out);
      }
    }
    runs.push(...placeDelays(build, steps, places));
    this.kernel = kernel;
    this.shape = {
      inputSize: inputSizeOf(layers),
      outputSize: (steps.at(-1) as FlowStep).outputSize,
      stateBytes: build.stateBytes,
      scoresOffset: (places.get((layers.at(-1) as Layer).name) as Place).at,
      hiddenOffset: hidden.at,
      hiddenSize: hidden.size,
      carried: carriedParts(build.stateBytes, bounded),
      macs: macsPerStep(layers),
    };
    this.initial = initial;
    this.#runs = runs;
    this.#needs = build.needs;
    this.#single = this.batch(1);
    this.#single.count = 1;
  }

  network(inputAt: number, stateAt: number): WasmNetwork {
    const network = new WasmNetwork(this, this.#single, inputAt, stateAt);
    if (this.initial.length > 0) network.reset();
    return network;
  }

  batch(most: number): Batch {
    return this.kernel.attempt(() => new Batch(this.kernel, most, this.#needs, this.#runs));
  }
}

/** One stream's network, stepped by itself. */
export class WasmNetwork implements Network {
  readonly #single: Batch;
  readonly #inputAt: number;
  readonly #stateAt: number;
  readonly #state: MemoryPart;
  readonly #backend: WasmBackend;

  /** `single`: a batch of one row. */
  constructor(backend: WasmBackend, single: Batch, inputAt: number, stateAt: number) {
    const { kernel, shape } = backend;
    this.#backend = backend;
    this.#single = single;
    this.#inputAt = inputAt;
    this.#stateAt = stateAt;
    this.#state = new MemoryPart(kernel, stateAt, shape.stateBytes);
  }

  step(): void {
    this.#single.set(0, this.#inputAt, this.#stateAt);
    this.#single.step();
  }

  reset(): void {
    this.#state.clear();
    const { kernel, initial } = this.#backend;
    for (let i = 0; i < initial.length; i++) {
      const { at, values } = initial[i] as { at: number; values: Float32Array };
      kernel.floats(this.#stateAt + at, values.length).set(values);
    }
  }
}

/** `sizes`: floats of each input. Null for a delay: its output is in place already. */
function placeLayer(
  build: Builder,
  layer: Exclude<Layer, RecurrentLayer>,
  from: readonly Place[],
  sizes: readonly number[],
  out: Place,
): Run | null {
  const x = from[0] as Place;
  switch (layer.kind) {
    case 'dense':
      return placeDense(build, layer, x, out);
    case 'conv1d':
      return placeConv1d(build, layer, x, out);
    case 'activation':
      return placeActivation(build, layer, x, out);
    case 'softmax':
      return placeSoftmax(build, layer, x, out);
    case 'scale':
      return placeScale(build, layer, x, out);
    case 'layer-norm':
      return placeLayerNorm(build, layer, x, out);
    case 'combine':
      return placeCombine(build, layer, from as readonly [Place, Place], out);
    case 'concat':
      return placeConcat(build, from, sizes, out);
    case 'gather':
      return placeGather(build, layer, x, out);
    case 'delay':
      return null;
    default:
      return layer satisfies never;
  }
}

/**
 * At the end of a step every delay takes its input. All inputs are read before any delay is written: one delay may
 * delay another.
 */
function placeDelays(build: Builder, steps: readonly FlowStep[], places: ReadonlyMap<string, Place>): Run[] {
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
