// Layers that can be one: a scale behind a product goes into its weights (batch norm, a bias that is added), a sigmoid
// or softmax behind a dense layer into the layer, a cell behind a cell of its kind into one stack.
import type { DenseLayer, Layer, ScaleLayer, Tensor } from '../../layers.js';

interface Network {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Name of the layer that gives the scores. */
  readonly last: string;
}

export function foldLayers({ layers, tensors: given, last }: Network): Network {
  const tensors = new Map(given);
  let end = last;
  let now = [...layers];
  for (let at = 0; at < now.length; ) {
    const folded = foldAt(now, at, tensors, end);
    if (folded === null) at++;
    else {
      if (end === now[at]?.name) end = folded.into;
      now = folded.layers;
      at = Math.max(0, at - 1);
    }
  }
  return { layers: now, tensors, last: end };
}

/** The layer at `at` folded into the one that it takes, or null. */
function foldAt(
  layers: readonly Layer[],
  at: number,
  tensors: Map<string, Tensor>,
  last: string,
): { layers: Layer[]; into: string } | null {
  const layer = layers[at] as Layer;
  if (!('from' in layer) || typeof layer.from !== 'string') return null;
  const before = layers.findIndex((one) => one.name === layer.from);
  const source = layers[before];
  if (source === undefined || source.name === last || takersOf(layers, source.name) !== 1) return null;
  const merged = merge(source, layer, tensors);
  if (merged === null) return null;
  const others = layers.map((one, i) => (i === before ? merged : renamed(one, layer.name, merged.name)));
  return { layers: others.filter((_, i) => i !== at), into: merged.name };
}

function merge(source: Layer, layer: Layer, tensors: Map<string, Tensor>): Layer | null {
  if (
    layer.kind === 'scale' &&
    (source.kind === 'conv1d' || (source.kind === 'dense' && source.activation === 'none'))
  ) {
    return scaleInto(source.name, source.kind === 'dense' ? source.outputSize : source.outputChannels, layer, tensors)
      ? source
      : null;
  }
  if (source.kind !== 'dense' || source.activation !== 'none') return null;
  if (layer.kind === 'softmax' && layer.frames === 1) return { ...source, activation: 'softmax' } satisfies DenseLayer;
  if (layer.kind === 'activation' && layer.function.kind === 'sigmoid') return { ...source, activation: 'sigmoid' };
  return null;
}

/** Rows of the weights, and the bias, times the scale, plus the shift. False where the scale does not go by rows. */
function scaleInto(name: string, rows: number, layer: ScaleLayer, tensors: Map<string, Tensor>): boolean {
  if (rows % layer.size !== 0) return false;
  const [weight, bias, scale, shift] = [
    `${name}.weight`,
    `${name}.bias`,
    `${layer.name}.weight`,
    `${layer.name}.bias`,
  ].map((each) => tensors.get(each) as Tensor) as [Tensor, Tensor, Tensor, Tensor];
  const cols = weight.values.length / rows;
  const by = (row: number) => scale.values[row % layer.size] as number;
  tensors.set(`${name}.weight`, {
    shape: weight.shape,
    values: weight.values.map((w, i) => w * by(Math.floor(i / cols))),
  });
  tensors.set(`${name}.bias`, {
    shape: bias.shape,
    values: bias.values.map((b, row) => b * by(row) + (shift.values[row % layer.size] as number)),
  });
  tensors.delete(`${layer.name}.weight`);
  tensors.delete(`${layer.name}.bias`);
  return true;
}

function takersOf(layers: readonly Layer[], name: string): number {
  return layers.reduce((sum, layer) => {
    const takes = layer.kind === 'delay' ? [layer.of] : [layer.from ?? []].flat();
    return sum + takes.filter((taken) => taken === name).length;
  }, 0);
}

function renamed(layer: Layer, from: string, to: string): Layer {
  const name = (taken: string) => (taken === from ? to : taken);
  if (layer.kind === 'delay') return { ...layer, of: name(layer.of) };
  if (layer.kind === 'concat') return { ...layer, from: layer.from.map(name) };
  if (layer.kind === 'combine') return { ...layer, from: [name(layer.from[0]), name(layer.from[1])] };
  return layer.from === undefined ? layer : { ...layer, from: name(layer.from) };
}

/** A layer takes what the one before it gives, if not said otherwise. */
export function withoutDefault(layer: Layer, before: Layer | undefined): Layer {
  if (layer.kind === 'delay' || layer.kind === 'concat' || layer.kind === 'combine') return layer;
  if (layer.from !== (before?.name ?? 'input')) return layer;
  const { from: _, ...rest } = layer;
  return rest as Layer;
}
