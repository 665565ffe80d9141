// A word that a model learnt later: layers beside the model's own, whose score comes behind the model's. The model's own
// layers and scores stay as they are, to the bit, so a word can be taken out again.
import { SluiceError } from '../../errors.js';
import { isRecurrent, stateSize } from '../../model/flow.js';
import type { ConcatLayer, Layer, RecurrentLayer, Tensor, Tensors } from '../../model/layers.js';
import type { Model } from '../../model/model.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { runNetwork } from '../../pipeline/network/run-network.js';
import { WasmBackend } from '../../pipeline/network/wasm.js';
import { Random } from '../../random.js';
import { type Ear, isEar, ownEar } from './ear.js';
import { rounded } from './rounded.js';

/** Name of the layer that puts the taught scores behind the model's own, the last of a taught model. */
const ALL = 'taught';
const GOLDEN_STEPS = 8;

/** What a word's own network is: a recurrent layer 'gru' and a dense one 'fc' with two outputs, as learnt. */
export interface WordNetwork {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly tensors: Tensors;
}

/** The words that were taught to a model, the first first. */
export function taughtWords({ layers, labels }: Pick<Model, 'layers' | 'labels'>): string[] {
  const all = layers.at(-1);
  return isAll(all) ? labels.slice(labels.length - (all.from.length - 1)) : [];
}

/** The recurrent layer whose state a word's network sees: the last of the model's own. Throws SluiceError MODEL_MISMATCH. */
export function seenLayer({ layers, name }: Pick<Model, 'layers' | 'name'>): RecurrentLayer {
  const layer = ownLayers(layers).filter(isRecurrent).at(-1);
  if (layer !== undefined && stateSize(layer) % 4 === 0) return layer;
  throw new SluiceError(
    'MODEL_MISMATCH',
    `Cannot teach '${name}': it needs a recurrent layer whose size is a multiple of 4: received ${layer === undefined ? 'none' : stateSize(layer)}`,
  );
}

/**
 * The model with the word as its last label. A word that it was taught before is replaced. The word's network sees the
 * state of `ear`, else that of the model's own layers.
 */
export function withWord(
  module: WebAssembly.Module,
  model: Model,
  word: string,
  network: WordNetwork,
  ear?: Ear,
): Model {
  const base = withoutWord(module, model, word);
  const own = ownLayers(base.layers);
  const before = base.layers.at(-1);
  const taught = base.layers.slice(own.length, isAll(before) ? -1 : undefined);
  const added = new Map(base.tensors);
  if (ear && !base.layers.some(isEar)) {
    taught.unshift(ear.layer);
    for (const [name, tensor] of ear.tensors) added.set(name, tensor);
  }
  const prefix = freeName(base.layers);
  const score = `${prefix}.score`;
  const { inputSize, hiddenSize, tensors } = network;
  const layers: Layer[] = [
    ...own,
    ...taught,
    { kind: 'gru', name: prefix, from: (ear?.layer ?? seenLayer(base)).name, inputSize, hiddenSize, layers: 1 },
    { kind: 'dense', name: score, inputSize: hiddenSize, outputSize: 1, activation: 'sigmoid' },
    { kind: 'concat', name: ALL, from: [...(isAll(before) ? before.from : [(own.at(-1) as Layer).name]), score] },
  ];
  for (const [name, tensor] of tensors) {
    if (name.startsWith('gru.')) added.set(`${prefix}${name.slice(3)}`, rounded(tensor));
  }
  added.set(`${score}.weight`, difference(tensors.get('fc.weight') as Tensor, hiddenSize));
  added.set(`${score}.bias`, { shape: [1], values: difference(tensors.get('fc.bias') as Tensor, 1).values });
  return withGolden(module, { ...base, layers, tensors: added, labels: [...base.labels, word] });
}

/** The model without a word that it was taught. The model itself where it was not. */
export function withoutWord(module: WebAssembly.Module, model: Model, word: string): Model {
  const at = taughtWords(model).indexOf(word);
  const all = model.layers.at(-1);
  if (at < 0 || !isAll(all)) return model;
  const score = all.from[at + 1] as string;
  const prefix = score.replace(/\.score$/, '');
  const from = all.from.filter((name) => name !== score);
  const rest = model.layers.filter((layer) => layer.name !== score && layer.name !== prefix && layer !== all);
  const ear = ownEar(model);
  const earless = ear && !rest.some((layer) => 'from' in layer && layer.from === ear.layer.name);
  const kept = earless ? rest.filter((layer) => !isEar(layer)) : rest;
  const layers = from.length > 1 ? [...kept, { ...all, from }] : kept;
  const tensors = new Map(
    [...model.tensors].filter(([name]) => !name.startsWith(`${prefix}.`) && !(earless && ear.tensors.has(name))),
  );
  const without = (numbers: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(numbers).filter(([label]) => label !== word));
  const { enter, exit, lagMs, durationMs } = model.detector;
  const detector = {
    ...model.detector,
    enter: without(enter),
    exit: without(exit),
    ...(lagMs ? { lagMs: without(lagMs) } : {}),
    ...(durationMs ? { durationMs: without(durationMs) } : {}),
  };
  const labels = model.labels.filter((label) => label !== word);
  return withGolden(module, { ...model, layers, tensors, labels, detector });
}

/** The model's layers without those of taught words. */
export function ownLayers(layers: readonly Layer[]): readonly Layer[] {
  const all = layers.at(-1);
  if (!isAll(all)) return layers;
  return layers.slice(0, layers.findIndex(({ name }) => name === all.from[0]) + 1);
}

function isAll(layer: Layer | undefined): layer is ConcatLayer {
  return layer?.kind === 'concat' && layer.name === ALL;
}

function freeName(layers: readonly Layer[]): string {
  const names = new Set(layers.map(({ name }) => name));
  for (let n = 1; ; n++) if (!names.has(`${ALL}${n}`)) return `${ALL}${n}`;
}

/** softmax of two is the sigmoid of their difference. Rows of (2, size) become (1, size). */
function difference({ values }: Tensor, size: number): Tensor {
  const out = Float32Array.from({ length: size }, (_, i) => (values[size + i] as number) - (values[i] as number));
  return rounded({ shape: [1, size], values: out });
}

/** The golden vector's outputs are those of the changed network. */
function withGolden(module: WebAssembly.Module, model: Model): Model {
  const kernel = Kernel.create(module);
  const tensors = new Map(model.tensors);
  const backend = new WasmBackend(kernel, model.layers, tensors);
  const { inputSize, outputSize } = backend.shape;
  const random = new Random(1, 1);
  const inputs = tensors.get('golden.inputs') ?? {
    shape: [GOLDEN_STEPS, inputSize],
    values: Float32Array.from({ length: GOLDEN_STEPS * inputSize }, () => random.between(-2, 2)),
  };
  const outputs = runNetwork(kernel, backend, inputs.values);
  tensors.set('golden.inputs', inputs);
  tensors.set('golden.outputs', { shape: [inputs.shape[0] as number, outputSize], values: outputs });
  return { ...model, tensors };
}
