// What GRU, LSTM and RNN share: options, weights by PyTorch's names, and the loop over layers, directions and time. It
// computes in double precision, on this thread and without the WebAssembly kernel: for tests, tools and short
// sequences. Live streams use `openStream`.
import type { CellTensors } from '../model/cells.js';
import type { Tensor } from '../model/layers.js';
import { Random } from '../random.js';
import { type NdArray, ndarray } from './nd-array.js';

/** The options of torch.nn, in camel case. */
export interface RecurrentOptions {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** @default 1 */
  readonly numLayers?: number;
  /** @default true */
  readonly bias?: boolean;
  /** Whether sequences are (batch, time, features) instead of (time, batch, features). @default false */
  readonly batchFirst?: boolean;
  /** Accepted so that the options of training can be passed; it has no effect here. @default 0 */
  readonly dropout?: number;
  /** Whether a second network reads the sequence backwards. Such a network cannot `step`. @default false */
  readonly bidirectional?: boolean;
  /** Seed of the initial weights. @default 0 */
  readonly seed?: number;
}

/** The state of one layer and direction: h, and an LSTM's c. */
export interface Memory {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

/** A kind of cell. */
export interface CellKind {
  readonly name: 'GRU' | 'LSTM' | 'RNN';
  readonly gates: number;
  /** Size of the state h. */
  readonly outputSize: number;
  /** LSTM: the size to which h is projected, or 0. */
  readonly projection: number;
  step(weights: CellTensors, x: readonly number[], before: Memory): Memory;
}

/** The result of a sequence: the top layer's h at each time, and the last state of each layer and direction. */
export interface Walked {
  /** [time][batch] of directions * outputSize numbers. */
  readonly output: number[][][];
  /** [layer * directions + direction][batch] */
  readonly memory: Memory[][];
}

export class Recurrent {
  readonly options: Required<RecurrentOptions>;
  readonly cell: CellKind;
  #weights: Map<string, Tensor>;

  /**
   * Initial weights are uniform in +-1 / sqrt(hiddenSize), as in PyTorch, from the seed. Throws RangeError for an
   * option out of range.
   */
  constructor(options: RecurrentOptions, cell: CellKind) {
    this.options = {
      numLayers: 1,
      bias: true,
      batchFirst: false,
      dropout: 0,
      bidirectional: false,
      seed: 0,
      ...options,
    };
    this.cell = cell;
    for (const name of ['inputSize', 'hiddenSize', 'numLayers'] as const) {
      const value = this.options[name];
      if (!Number.isInteger(value) || value < 1)
        throw new RangeError(
          `Cannot make the ${cell.name}: '${name}' must be a whole number from 1: received ${value}`,
        );
    }
    const random = new Random(this.options.seed);
    const bound = 1 / Math.sqrt(this.options.hiddenSize);
    this.#weights = new Map(
      [...this.#shapes()].map(([name, shape]) => {
        const length = shape.reduce((a, b) => a * b, 1);
        return [name, { shape, values: Float32Array.from({ length }, () => random.between(-bound, bound)) }];
      }),
    );
  }

  get directions(): number {
    return this.options.bidirectional ? 2 : 1;
  }

  stateDict(): Map<string, Tensor> {
    return new Map([...this.#weights].map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]));
  }

  /** Throws RangeError that, as in PyTorch, names the tensors that are missing, unexpected, or of another shape. */
  loadStateDict(dict: ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>): void {
    const given = dict instanceof Map ? dict : new Map(Object.entries(dict));
    const wanted = this.#shapes();
    const wrong = [
      ...[...wanted.keys()].filter((name) => !given.has(name)).map((name) => `'${name}' is missing`),
      ...[...given.keys()].filter((name) => !wanted.has(name)).map((name) => `'${name}' is unexpected`),
      ...[...wanted].flatMap(([name, shape]) => {
        const received = given.get(name)?.shape ?? shape;
        return received.join() === shape.join()
          ? []
          : [`'${name}' must be of shape [${shape}]: received [${received}]`];
      }),
    ];
    if (wrong.length > 0)
      throw new RangeError(`Cannot load the state dict into the ${this.cell.name}: ${wrong.join(', ')}`);
    this.#weights = new Map(
      [...wanted].map(([name, shape]) => [name, { shape, values: Float32Array.from(given.get(name)?.values ?? []) }]),
    );
  }

  /** `x`: [time][batch] of inputSize numbers; `before`: as Walked.memory. */
  walk(x: readonly (readonly (readonly number[])[])[], before: readonly (readonly Memory[])[]): Walked {
    const { numLayers } = this.options;
    const memory: Memory[][] = [];
    let sequence = x.map((batch) => batch.map((row) => [...row]));
    for (let layer = 0; layer < numLayers; layer++) {
      const ways = Array.from({ length: this.directions }, (_, direction) =>
        this.#walkLayer(sequence, layer, direction, before[layer * this.directions + direction] ?? []),
      );
      memory.push(...ways.map((way) => way.last));
      sequence = sequence.map((batch, t) =>
        batch.map((_, b) => ways.flatMap((way) => [...(way.output[t]?.[b] ?? [])])),
      );
    }
    return { output: sequence, memory };
  }

  /** Backwards, the output at each time is that of the loop from the end to this time. */
  #walkLayer(x: readonly number[][][], layer: number, direction: number, before: readonly Memory[]) {
    const weights = this.#cellTensors(`l${layer}${direction === 1 ? '_reverse' : ''}`);
    const order = direction === 1 ? [...x.keys()].reverse() : [...x.keys()];
    const output: (readonly number[])[][] = x.map(() => []);
    let last = [...before];
    for (const t of order) {
      last = (x[t] as number[][]).map((row, b) => this.cell.step(weights, row, last[b] as Memory));
      output[t] = last.map(({ h }) => h);
    }
    return { output, last };
  }

  #cellTensors(suffix: string): CellTensors {
    const { bias, hiddenSize } = this.options;
    const values = (name: string) => (this.#weights.get(`${name}_${suffix}`) as Tensor).values;
    const none = new Float32Array(this.cell.gates * hiddenSize);
    return {
      wIh: values('weight_ih'),
      wHh: values('weight_hh'),
      bIh: bias ? values('bias_ih') : none,
      bHh: bias ? values('bias_hh') : none,
      ...(this.cell.projection > 0 ? { wHr: values('weight_hr') } : {}),
    };
  }

  /** PyTorch's names in PyTorch's order. */
  #shapes(): Map<string, readonly number[]> {
    const { inputSize, hiddenSize, numLayers, bias } = this.options;
    const { gates, outputSize, projection } = this.cell;
    const shapes = new Map<string, readonly number[]>();
    for (let layer = 0; layer < numLayers; layer++) {
      for (let direction = 0; direction < this.directions; direction++) {
        const suffix = `l${layer}${direction === 1 ? '_reverse' : ''}`;
        const inputs = layer === 0 ? inputSize : this.directions * outputSize;
        shapes.set(`weight_ih_${suffix}`, [gates * hiddenSize, inputs]);
        shapes.set(`weight_hh_${suffix}`, [gates * hiddenSize, outputSize]);
        if (bias) shapes.set(`bias_ih_${suffix}`, [gates * hiddenSize]).set(`bias_hh_${suffix}`, [gates * hiddenSize]);
        if (projection > 0) shapes.set(`weight_hr_${suffix}`, [projection, hiddenSize]);
      }
    }
    return shapes;
  }
}

/**
 * The [time][batch] rows of a sequence, and a function that lays results out in the sequence's form. Two dimensions are
 * a single sequence without a batch.
 */
export function sequenceOf(
  { shape, data }: NdArray,
  { inputSize, batchFirst }: Required<RecurrentOptions>,
  doing: string,
) {
  const features = shape.at(-1);
  if ((shape.length !== 2 && shape.length !== 3) || features !== inputSize) {
    const wanted = batchFirst ? 'batch, time' : 'time, batch';
    throw new RangeError(
      `${doing}: 'x' must be of shape [${wanted}, ${inputSize}] or [time, ${inputSize}]: received [${shape}]`,
    );
  }
  const batched = shape.length === 3;
  const [first, second] = batched ? (shape as [number, number, number]) : [shape[0] as number, 1];
  const [steps, batch] = batched && batchFirst ? [second, first] : [first, second];
  const at = (t: number, b: number) => (batched && batchFirst ? b * steps + t : t * batch + b);
  const rows = Array.from({ length: steps }, (_, t) =>
    Array.from({ length: batch }, (_, b) =>
      Array.from(data.subarray(at(t, b) * inputSize, (at(t, b) + 1) * inputSize)),
    ),
  );
  const layOut = (output: readonly (readonly (readonly number[])[])[], size: number): NdArray => {
    const out = new Float32Array(steps * batch * size);
    output.forEach((rowsAt, t) => {
      rowsAt.forEach((row, b) => {
        out.set(row, at(t, b) * size);
      });
    });
    return ndarray(out, [...shape.slice(0, -1), size]);
  };
  return { rows, batch, batched, layOut };
}

/** A frame, (batch, features) or (features), as a sequence of one. */
export function sequenceOfOne({ shape, data }: NdArray, batchFirst: boolean): NdArray {
  const [batch, features] = shape as [number, number];
  if (shape.length !== 2) return { shape: [1, ...shape], data };
  return { shape: batchFirst ? [batch, 1, features] : [1, batch, features], data };
}
