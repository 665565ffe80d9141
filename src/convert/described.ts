// A network as its owner describes it, beside a state dict: as names of modules and functions in their order, or as
// whole layers.

import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import { isRecurrent, tensorShapes } from '../model/flow.js';
import { gateActivation } from '../model/gate-activation.js';
import type { Layer, Tensor } from '../model/layers.js';
import type { ModuleFacts } from '../model/pytorch/weights.js';
import { repeated } from '../model/repeated.js';
import { type Block, blocksOf } from './blocks.js';
import { BETWEEN, type Between, between, ENDS, type End, withEnd } from './guess.js';
import { moduleOf, type PlainTensors } from './plain-tensors.js';

export interface DescribedNetwork {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Modules of the file that it does not use. */
  readonly unused: readonly string[];
  readonly epsilonAssumed: readonly string[];
}

/**
 * `["gru", "fc1", "relu", "fc2", "softmax"]`; a plain recurrent layer with another function is `rnn(relu)`. Throws
 * SluiceError MODEL_UNREADABLE.
 */
export function layersOfWords(
  words: readonly string[],
  plain: PlainTensors,
  modules: readonly ModuleFacts[],
  epsilon?: number,
): DescribedNetwork {
  const all = [...new Set([...plain.tensors.keys()].map(moduleOf))];
  const parts = words.map((word) => partOf(word.trim(), all, plain.prefix));
  const used = new Set(parts.flatMap((part) => (part.module === null ? [] : [part.module])));
  const own = new Map([...plain.tensors].filter(([name]) => used.has(moduleOf(name))));
  const { blocks, tensors, epsilonAssumed } = blocksOf({ ...plain, tensors: own }, modules, epsilon);
  let layers: Layer[] = [];
  let size = 0;
  for (const part of parts) {
    const before = layers.at(-1)?.name;
    if (part.module !== null) {
      const block = blocks.find(({ name }) => name === part.module) as Block;
      size = block.outputSize ?? size;
      layers.push(layerOf(block, part.nonlinearity, size));
    } else if (before === undefined)
      throw unreadable(`'layers' begins with '${part.word}', which follows nothing: begin with a module`);
    else if (isEnd(part.word)) layers = withEnd(layers, part.word, size);
    else layers.push(...renamed(between(part.word as Between, before, size), layers));
  }
  const twice = repeated(layers.map(({ name }) => name));
  if (twice !== undefined)
    throw unreadable(`'layers' names '${twice}' twice: write such a network as whole layers, each with its 'name'`);
  return { layers, tensors, unused: all.filter((name) => !used.has(name)), epsilonAssumed };
}

type PartOfWords =
  | { readonly module: string; readonly nonlinearity: 'tanh' | 'relu' | null }
  | { readonly module: null; readonly word: string };

function partOf(word: string, modules: readonly string[], prefix: string): PartOfWords {
  const [, name = word, inside] = word.match(/^(.*)\((tanh|relu)\)$/) ?? [];
  const exact = modules.find((module) => module === name || prefix + module === name);
  const ends = modules.filter((module) => module.endsWith(`.${name}`));
  const unnamed = modules.length === 1 && modules[0] === '' && (name === 'rnn' || name === 'layer') ? '' : undefined;
  const module = exact ?? unnamed ?? (ends.length === 1 ? ends[0] : undefined);
  if (module !== undefined) return { module, nonlinearity: (inside as 'tanh' | 'relu' | undefined) ?? null };
  if (isEnd(word) || BETWEEN.some((one) => one === word)) return { module: null, word };
  throw unreadable(
    `'layers' holds '${harmless(word)}': it must be a module of the file (${modules.map(harmless).join(', ')}) or one of ${[...new Set([...BETWEEN, ...ENDS])].join(', ')}`,
  );
}

/** Words that only stand at an end: the others are functions as between layers. */
function isEnd(word: string): word is End {
  return word === 'softmax' || word === 'log-softmax' || word === 'sigmoid';
}

function layerOf(block: Block, nonlinearity: 'tanh' | 'relu' | null, size: number): Layer {
  const { layer } = block;
  if (layer.kind === 'activation') return { ...layer, size };
  if (nonlinearity !== null && layer.kind !== 'rnn')
    throw unreadable(
      `'layers' gives '${block.name}' the function ${nonlinearity}, but it is no plain recurrent layer: take it away`,
    );
  const told = nonlinearity ?? block.nonlinearity;
  return told === 'relu' ? ({ ...layer, activation: gateActivation('relu') } as Layer) : layer;
}

/** One function may stand behind another of its kind. */
function renamed(added: readonly Layer[], layers: readonly Layer[]): Layer[] {
  return added.map((layer) =>
    layers.some(({ name }) => name === layer.name) ? { ...layer, name: `${layer.name}.2` } : layer,
  );
}

/**
 * Whole layers: their tensors by the file's full names, or without what all of those begin with; a missing bias is
 * zero.
 */
export function tensorsOfLayers(layers: readonly Layer[], plain: PlainTensors): DescribedNetwork {
  const tensors = new Map<string, Tensor>();
  const used = new Set<string>();
  for (const layer of layers) {
    for (const [name, shape] of tensorShapes(layer)) {
      const own =
        name.startsWith(plain.prefix) && plain.prefix !== '' && !plain.tensors.has(name)
          ? name.slice(plain.prefix.length)
          : name;
      // a stack without a name has its tensors bare
      const bare = isRecurrent(layer) && !plain.tensors.has(own) ? own.slice(layer.name.length + 1) : own;
      const tensor = plain.tensors.get(own) ?? plain.tensors.get(bare);
      if (tensor) {
        tensors.set(name, tensor);
        used.add(plain.tensors.has(own) ? moduleOf(own) : '');
      } else if (/\.bias(_[ih]h_l\d+)?$/.test(name))
        tensors.set(name, { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
    }
  }
  const all = [...new Set([...plain.tensors.keys()].map(moduleOf))];
  return { layers, tensors, unused: all.filter((name) => !used.has(name)), epsilonAssumed: plain.epsilonAssumed };
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${why}`);
}
