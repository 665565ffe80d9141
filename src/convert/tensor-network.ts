// A state dict as a network: as its owner describes it, as an example or the ONNX export beside it decides, or as the
// most usual one with all that this assumes.
import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import { checkLayers } from '../model/file/parse-layers.js';
import { inputSizeOf, isRecurrent, stateSize } from '../model/flow.js';
import { featureCount } from '../model/front-end.js';
import type { Layer, Tensor, Tensors } from '../model/layers.js';
import { readPyTorch } from '../model/pytorch/read.js';
import type { ModuleFacts } from '../model/pytorch/weights.js';
import { ReferenceNetwork } from '../pipeline/network/reference.js';
import { Random } from '../random.js';
import { blocksOf } from './blocks.js';
import { type DescribedNetwork, layersOfWords, tensorsOfLayers } from './described.js';
import type { Description } from './description.js';
import { type ExampleReading, type ExampleSequence, readingsOf } from './example.js';
import {
  assumptionsOf,
  ENDS,
  type End,
  type GuessOptions,
  inShort,
  layersOf,
  ordersOf,
  partialOrdersOf,
  usualGuess,
  withEnd,
} from './guess.js';
import { hold } from './hold.js';
import { readOnnxNetwork } from './onnx-network.js';
import { type PlainTensors, plainTensors } from './plain-tensors.js';
import type { Beside, HeldTo, ReadNetwork } from './read-network.js';

/** Tensors by name, and where they come from. */
export interface NamedTensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** What they were found as. */
  readonly recognised: string;
  readonly container: string;
  readonly path: string;
  readonly modules: readonly ModuleFacts[];
  readonly left: readonly string[];
}

/** Frames of noise that layers are held to the reference over, and that an ONNX export beside is asked for. */
const CHECKED = 64;

/** Those of a PyTorch file. Throws as `readPyTorch`. */
export function tensorsOfPyTorch(bytes: Uint8Array, weights: string | undefined): NamedTensors {
  const { kind, legacy, tensors, path, modules, left } = readPyTorch(bytes, weights);
  const what =
    kind === 'module'
      ? 'pickled module (its code is not read)'
      : kind === 'TorchScript'
        ? 'TorchScript archive (its code is not read)'
        : 'state dict';
  const recognised = `PyTorch ${what}${legacy ? ' of before PyTorch 1.6' : ''}${path === '' ? '' : `, '${harmless(path)}' of a checkpoint`}`;
  return { tensors, recognised, container: legacy ? 'legacy pickle' : 'zip', path, modules, left };
}

/** Throws SluiceError MODEL_UNREADABLE, MODEL_MISMATCH or DATA_UNUSABLE, one sentence with what to do. */
export async function readTensorNetwork(
  given: NamedTensors,
  description: Description,
  beside: Beside = {},
): Promise<ReadNetwork> {
  const plain = plainTensors(given.tensors, given.modules, description.epsilon);
  const evidence = await evidenceOf(description, beside);
  const network = description.layers
    ? described(plain, given.modules, description, evidence)
    : evidence
      ? held(plain, given.modules, description, evidence)
      : guessed(plain, given.modules, description);
  const { layers, tensors } = network;
  const outputSize = fits(() => checkLayers(layers, inputSizeOf(layers), tensors));
  const left = [...given.left, ...plain.left];
  const { network: _, tried: __, ...found } = network;
  return {
    ...found,
    outputSize,
    onnx: null,
    because: null,
    ended: true,
    recognised: `${given.recognised}, ${plain.tensors.size} tensors${plain.prefix === '' ? '' : ` without '${harmless(plain.prefix)}'`}`,
    facts: {
      format: given.container === 'safetensors' ? 'safetensors' : 'pytorch',
      container: given.container,
      path: given.path,
      prefix: plain.prefix,
      tensors: plain.tensors.size,
      network: network.network,
      ...(network.tried === undefined ? {} : { networksTried: network.tried }),
      states: layers.flatMap((layer) =>
        isRecurrent(layer) ? [{ layer: layer.name, size: stateSize(layer) * layer.layers }] : [],
      ),
    },
    warnings: [...network.warnings, ...left.map((what) => `left out: ${what}`)],
    heldTo: network.heldTo ?? ((noise) => Promise.resolve(ofReference(layers, tensors, noise))),
  };
}

type Found = Pick<ReadNetwork, 'layers' | 'tensors' | 'evidence' | 'assumed' | 'warnings'> & {
  /** In short. */
  readonly network: string;
  /** Of how many networks an example chose it. */
  readonly tried?: number;
  readonly heldTo?: ReadNetwork['heldTo'];
};

interface Evidence {
  readonly kind: 'example' | 'onnx-beside';
  readonly against: HeldTo['against'];
  readonly readings: (inputSize: number, outputSize: number) => readonly ExampleReading[];
  /** Numbers in a row of outputs. */
  readonly outputSize: number;
  readonly inputSize: number;
}

/** What the original gives, from an example or from its ONNX export. */
async function evidenceOf({ example, ...description }: Description, { onnx, files }: Beside): Promise<Evidence | null> {
  if (example) {
    const [inputSize, outputSize] = [example.x.shape.at(-1) ?? 1, example.y.shape.at(-1) ?? 1];
    return {
      kind: 'example',
      against: 'the example',
      readings: (i, o) => readingsOf(example, i, o),
      inputSize,
      outputSize,
    };
  }
  if (!onnx) return null;
  const { layers: _, activation: __, engine: ___, ...rest } = description;
  const original = await readOnnxNetwork(onnx.bytes, rest, files ? { files } : {}).catch((cause: unknown) => {
    if (!(cause instanceof SluiceError)) throw cause;
    throw new SluiceError(
      cause.code,
      `${cause.message} (of '${harmless(onnx.name)}', the ONNX export beside it: --onnx none leaves it out)`,
      { cause },
    );
  });
  const random = new Random(2, 1);
  const inputSize = description.frontEnd ? featureCount(description.frontEnd) : inputSizeOf(original.layers);
  const { sequences } = await original.heldTo(() =>
    Float32Array.from({ length: inputSize }, () => random.between(-2, 2)),
  );
  const readings = [{ as: '[frames, inputs]', sequences }];
  return {
    kind: 'onnx-beside',
    against: 'onnxruntime-web',
    readings: () => readings,
    inputSize,
    outputSize: original.outputSize,
  };
}

/** What is known of the network's sizes. */
function sizesOf({ frontEnd, labels }: Description, modules: readonly ModuleFacts[]): GuessOptions {
  return {
    modules,
    ...(frontEnd ? { inputSize: featureCount(frontEnd) } : {}),
    ...(labels ? { outputSize: labels.length } : {}),
  };
}

/** As its owner says. */
function described(
  plain: PlainTensors,
  modules: readonly ModuleFacts[],
  { layers: told, activation, epsilon }: Description,
  evidence: Evidence | null,
): Found {
  const words = (told as readonly unknown[]).every((one) => typeof one === 'string');
  const network: DescribedNetwork = words
    ? layersOfWords(told as readonly string[], plain, modules, epsilon)
    : tensorsOfLayers(told as readonly Layer[], plain);
  const size = fits(() => checkLayers(network.layers, inputSizeOf(network.layers), network.tensors));
  const layers =
    activation && activation !== 'none' && !endsWith(network.layers, activation)
      ? withEnd(network.layers, activation, size)
      : network.layers;
  const warnings = [
    ...epsilons(network.epsilonAssumed),
    ...(network.unused.length > 0
      ? [`left out: ${network.unused.map((name) => `'${harmless(name)}'`).join(', ')}, which 'layers' does not name`]
      : []),
  ];
  if (!evidence)
    return { layers, tensors: network.tensors, network: namesOf(layers), evidence: 'layers', assumed: [], warnings };
  const readings = evidence.readings(inputSizeOf(layers), size);
  return {
    layers,
    tensors: network.tensors,
    network: namesOf(layers),
    evidence: evidence.kind,
    assumed: [],
    warnings,
    heldTo: () => Promise.resolve(nearest(readings, evidence, layers, network.tensors)),
  };
}

function namesOf(layers: readonly Layer[]): string {
  return layers
    .map((layer) =>
      layer.kind === 'dense' && layer.activation !== 'none' ? `${layer.name}, ${layer.activation}` : layer.name,
    )
    .join(', ');
}

/** Whether it ends so already. */
function endsWith(layers: readonly Layer[], end: string): boolean {
  const last = layers.at(-1);
  if (last?.kind === 'dense') return last.activation === end;
  return last?.kind === 'softmax' ? end === 'softmax' : last?.kind === 'activation' && last.function.kind === end;
}

/** As an example decides. */
function held(
  plain: PlainTensors,
  modules: readonly ModuleFacts[],
  description: Description,
  evidence: Evidence,
): Found {
  const { blocks, tensors, epsilonAssumed } = blocksOf(plain, modules, description.epsilon);
  const { activation } = description;
  const options = { ...sizesOf(description, modules), inputSize: evidence.inputSize, outputSize: evidence.outputSize };
  const ends: readonly End[] =
    activation && activation !== 'none' ? [activation, 'none'] : activation === 'none' ? ['none'] : ENDS;
  const { guess, reading, difference, tried } = hold(
    blocks,
    tensors,
    evidence.readings(evidence.inputSize, evidence.outputSize),
    options,
    ends,
  );
  const dropped = blocks.filter((block) => !guess.blocks.includes(block)).map(({ name }) => `'${harmless(name)}'`);
  // what is told stands behind what the example shows
  const behind = activation && activation !== 'none' && guess.end === 'none';
  const layers = behind ? withEnd(layersOf(guess), activation, evidence.outputSize) : layersOf(guess);
  return {
    layers,
    tensors,
    evidence: evidence.kind,
    network: inShort(guess),
    tried,
    assumed: [],
    warnings: [
      ...(dropped.length > 0 ? [`left out: ${dropped.join(', ')}, which the scores do not depend on`] : []),
      ...(difference > 1e-5 ? epsilons(epsilonAssumed) : []),
    ],
    heldTo: () =>
      Promise.resolve({
        against: evidence.against,
        sequences: behind ? reading.sequences.map((sequence) => endedBy(sequence, activation)) : reading.sequences,
      }),
  };
}

function endedBy({ inputs, outputs }: ExampleSequence, end: 'softmax' | 'sigmoid'): ExampleSequence {
  return { inputs, outputs: outputs.map((row) => row && applyEnd(row, end)) };
}

/** Scores with an end behind them. */
export function applyEnd(row: Float32Array, end: 'softmax' | 'sigmoid'): Float32Array {
  if (end === 'sigmoid') return row.map((score) => 1 / (1 + Math.exp(-score)));
  const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(row, (score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/** The most usual network, with what it assumes. */
function guessed(plain: PlainTensors, modules: readonly ModuleFacts[], description: Description): Found {
  const { blocks, tensors, epsilonAssumed } = blocksOf(plain, modules, description.epsilon);
  const options = {
    ...sizesOf(description, modules),
    ...(description.activation ? { end: description.activation } : {}),
  };
  const orders = ordersOf(blocks, options);
  const [order] = orders;
  if (!order) {
    // sizes of labels and front end are told of by the checks that follow, where the layers fit each other
    const [partial, ...others] = partialOrdersOf(blocks, options);
    if (partial) return guessOf(partial, 1 + others.length, false);
    const [plainOrder] = ordersOf(blocks, {});
    if (!plainOrder)
      throw unreadable(
        `its layers (${blocks.map(({ name, inputSize, outputSize }) => `'${harmless(name)}' ${inputSize} → ${outputSize}`).join(', ')}) follow each other in no order, so they are not one after the other: say what it does by 'layers', choose some of them by --weights, or export it as ONNX`,
      );
    return guessOf(plainOrder, 1, false);
  }
  return guessOf(order, orders.length, partialOrdersOf(blocks, options).length > 0);

  function guessOf(blocksInOrder: typeof blocks, count: number, more: boolean): Found {
    const guess = usualGuess(blocksInOrder, options);
    const used = new Set(blocksInOrder);
    const heads = blocks
      .filter((block) => !used.has(block))
      .map(({ name }) => `'${harmless(name)}' is a head for something else, and is left out`);
    const assumed = [
      ...heads,
      ...assumptionsOf(guess, count, more, description.activation !== undefined),
      ...epsilons(epsilonAssumed),
    ];
    return {
      layers: layersOf(guess),
      tensors,
      network: inShort(guess),
      evidence: 'assumptions',
      assumed,
      warnings: [],
    };
  }
}

function epsilons(names: readonly string[]): string[] {
  return names.map(
    (name) =>
      `'${harmless(name)}' has PyTorch's default epsilon, 1e-5, which the file does not say ("epsilon" in the JSON says another)`,
  );
}

/** The reading of an example that a described network is nearest to. */
function nearest(
  readings: readonly ExampleReading[],
  { against }: Evidence,
  layers: readonly Layer[],
  tensors: Tensors,
): HeldTo {
  const off = readings.map(({ sequences }) => {
    const network = new ReferenceNetwork(layers, tensors);
    let most = 0;
    for (const { inputs, outputs } of sequences) {
      network.reset();
      for (const [t, frame] of inputs.entries()) {
        network.input = Array.from(frame);
        network.step();
        outputs[t]?.forEach((value, i) => {
          most = Math.max(most, Math.abs(value - (network.scores[i] as number)));
        });
      }
    }
    return most;
  });
  const best = off.indexOf(Math.min(...off));
  return { against, sequences: (readings[Math.max(0, best)] as ExampleReading).sequences };
}

/** Our reference over noise: it tells nothing of whether the network is the right one. */
function ofReference(layers: readonly Layer[], tensors: Tensors, noise: () => Float32Array): HeldTo {
  const network = new ReferenceNetwork(layers, tensors);
  const inputs = Array.from({ length: CHECKED }, noise);
  const outputs = inputs.map((frame) => {
    network.input = Array.from(frame);
    network.step();
    return Float32Array.from(network.scores);
  });
  return { against: 'the reference in double precision', sequences: [{ inputs, outputs }] };
}

/** What does not fit is told in a RangeError of one clause. */
export function fits<T>(check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw unreadable(cause.message);
  }
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${why}`);
}
