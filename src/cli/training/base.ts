// A base network: a model whose recurrent layers a training starts from. It has learnt on many words what sounds are,
// so that a new phrase needs fewer steps. The front end must be its own, because its weights fit no other.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SluiceError } from '../../errors.js';
import { isRecurrent } from '../../model/flow.js';
import type { LogMelSpec } from '../../model/front-end.js';
import type { RecurrentLayer } from '../../model/layers.js';
import type { Model } from '../../model/model.js';
import { readModelFile } from '../../node/model-file.js';
import { planParameters } from '../../training/network/parameters.js';
import type { TrainingPlan } from '../../training/plan.js';
import { randomStart } from '../../training/train.js';
import { UsageError } from '../failure.js';
import type { TrainKeywordsOptions } from './options.js';

export interface Base {
  readonly name: string;
  readonly model: Model;
  readonly frontEnd: LogMelSpec;
  readonly recurrent: RecurrentLayer;
}

/** Ships with the package once it is trained. */
const SHIPPED = new URL('../../models/base.safetensors', import.meta.url);

/** The options that say what a network is like, and what a base has there. */
const SHAPE = ['cell', 'hidden', 'layers', 'bands', 'hop', 'window'] as const;

/**
 * `asked`: a file, 'none', or undefined: the shipped one where there is one. `given`: names of the options that the
 * user gave. Null: the training starts from nothing. Rejects with DATA_UNUSABLE for a model that can be no base, and
 * with a UsageError where the given options want another network than that of the base that was asked for.
 */
export async function openBase(
  asked: string | undefined,
  options: Pick<TrainKeywordsOptions, (typeof SHAPE)[number]>,
  given: ReadonlySet<string>,
  onNote: (sentence: string) => void,
): Promise<Base | null> {
  if (asked === 'none' || (asked === undefined && !existsSync(SHIPPED))) return null;
  const file = asked ?? fileURLToPath(SHIPPED);
  const base = baseOf(file, await readBase(file));
  const shape = shapeOf(base);
  const other = SHAPE.find((name) => given.has(name) && options[name] !== shape[name]);
  if (other === undefined) return base;
  const clause = `the base network ${base.name} has --${other} ${shape[other]}: received ${options[other]}`;
  if (asked !== undefined) throw new UsageError(`${clause} (--base none starts from nothing)`);
  onNote(`${clause}, so training starts from nothing`);
  return null;
}

/** The options that a network like the base's would be asked for with. */
export function shapeOf({ frontEnd, recurrent }: Base): Pick<TrainKeywordsOptions, (typeof SHAPE)[number]> {
  const { sampleRate, hopSamples, windowSamples, bands } = frontEnd;
  return {
    cell: recurrent.kind,
    hidden: recurrent.hiddenSize,
    layers: recurrent.layers,
    bands,
    hop: (1000 * hopSamples) / sampleRate,
    window: (1000 * windowSamples) / sampleRate,
  };
}

/** Weights to start from: the base's in the recurrent layers, random ones in the new head. */
export function startFrom({ model, recurrent }: Base, plan: TrainingPlan): Float32Array {
  const parameters = randomStart(plan);
  for (const { name, shape, at } of planParameters(plan.layers).places.values()) {
    if (!name.startsWith(`${recurrent.name}.`)) continue;
    const tensor = model.tensors.get(name);
    if (tensor === undefined || tensor.shape.join() !== shape.join()) {
      throw new SluiceError(
        'DATA_UNUSABLE',
        `Cannot start from ${model.name}: it has no '${name}' of ${shape.join(' × ')}`,
      );
    }
    parameters.set(tensor.values, at);
  }
  return parameters;
}

async function readBase(file: string): Promise<Model> {
  try {
    return (await readModelFile(file)).model;
  } catch (cause) {
    if (!(cause instanceof SluiceError) || !cause.message.includes("'format'")) throw cause;
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot start from ${file}: it is of another version of the model file than this sluice reads: 'sluice train base' makes one of this version (--base none starts from nothing)`,
      { cause },
    );
  }
}

function baseOf(file: string, model: Model): Base {
  const { frontEnd, layers } = model;
  const [recurrent, head] = layers;
  const plain =
    recurrent !== undefined && isRecurrent(recurrent) && Object.keys(recurrent).every((key) => PLAIN.has(key));
  if (
    plain &&
    head?.kind === 'dense' &&
    layers.length === 2 &&
    frontEnd.kind === 'log-mel' &&
    frontEnd.sampleRate === 16_000
  ) {
    return { name: basename(file), model, frontEnd, recurrent };
  }
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot start from ${file}: a base has a log-mel front end at 16000 Hz, plain recurrent layers and a dense one: received ${frontEnd.kind} at ${frontEnd.sampleRate} Hz and ${layers.map(({ kind }) => kind).join(', ')} (--base none starts from nothing)`,
  );
}

/** What a recurrent layer in its common form says of itself. */
const PLAIN: ReadonlySet<string> = new Set(['kind', 'name', 'inputSize', 'hiddenSize', 'layers', 'from']);
