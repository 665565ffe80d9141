// Layers without products: functions of single numbers, normalized rows, combined vectors, concatenation, and picking
// values.
import type {
  ActivationLayer,
  CombineLayer,
  GatherLayer,
  LayerNormLayer,
  ScaleLayer,
  SoftmaxLayer,
} from '../../../model/layers.js';
import { eachBatchRow, type Place, type Run } from './batch.js';
import type { Builder } from './builder.js';
import { COMBINE_NUMBERS, FUNCTION_NUMBERS } from './functions.js';

export function placeActivation(build: Builder, layer: ActivationLayer, x: Place, out: Place): Run {
  const { size } = layer;
  const {
    kind,
    alpha = 0,
    beta = 0,
  } = layer.function as { kind: keyof typeof FUNCTION_NUMBERS; alpha?: number; beta?: number };
  const number = FUNCTION_NUMBERS[kind];
  const { move, activate } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) => {
    const to = batch.address(out, batchRow);
    move(batch.address(x, batchRow), to, size);
    activate(to, size, number, alpha, beta);
  });
}

export function placeSoftmax(build: Builder, { frames, size }: SoftmaxLayer, x: Place, out: Place): Run {
  const { softmaxInto } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) => {
    const from = batch.address(x, batchRow);
    const to = batch.address(out, batchRow);
    // in this order: the kernel writes whole vectors, and the next frame overwrites what ran over the end of this one
    for (let frame = 0; frame < frames; frame++) softmaxInto(from + frame * size * 4, to + frame * size * 4, size);
  });
}

export function placeScale(build: Builder, { name, frames, size }: ScaleLayer, x: Place, out: Place): Run {
  const weight = build.padded(build.tensor(`${name}.weight`), 1, size);
  const bias = build.padded(build.tensor(`${name}.bias`), 1, size);
  const { scaleRows } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) =>
    scaleRows(batch.address(x, batchRow), weight, bias, batch.address(out, batchRow), frames, size),
  );
}

export function placeLayerNorm(
  build: Builder,
  { name, frames, size, epsilon }: LayerNormLayer,
  x: Place,
  out: Place,
): Run {
  const weight = build.padded(build.tensor(`${name}.weight`), 1, size);
  const bias = build.padded(build.tensor(`${name}.bias`), 1, size);
  const { layerNorm } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) =>
    layerNorm(batch.address(x, batchRow), weight, bias, batch.address(out, batchRow), frames, size, epsilon),
  );
}

export function placeCombine(build: Builder, layer: CombineLayer, [a, b]: readonly [Place, Place], out: Place): Run {
  const { size } = layer;
  const operation = COMBINE_NUMBERS[layer.operation];
  const { combine } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) => {
    const to = batch.address(out, batchRow);
    combine(batch.address(a, batchRow), batch.address(b, batchRow), to, size, operation);
  });
}

/** `sizes`: floats at each of the places. */
export function placeConcat(build: Builder, from: readonly Place[], sizes: readonly number[], out: Place): Run {
  const { move } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) => {
    let to = batch.address(out, batchRow);
    for (let i = 0; i < from.length; i++) {
      const size = sizes[i] as number;
      move(batch.address(from[i] as Place, batchRow), to, size);
      to += size * 4;
    }
  });
}

export function placeGather(build: Builder, { runs }: GatherLayer, x: Place, out: Place): Run {
  const indices = runs.flatMap(([first, count, step]) =>
    Array.from({ length: count }, (_, i) => (first < 0 ? -1 : first + i * step)),
  );
  const at = build.kernel.allocate(indices.length * 4);
  build.kernel.integers(at, indices.length).set(indices);
  const { gather } = build.kernel.functions;
  return eachBatchRow((batch, batchRow) =>
    gather(batch.address(x, batchRow), at, batch.address(out, batchRow), indices.length),
  );
}
