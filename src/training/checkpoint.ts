// An interrupted training as bytes: a safetensors container with the optimizer's state, the best weights, and the plan
// as JSON.

import { SluiceError } from '../errors.js';
import { readSafetensors, writeSafetensors } from '../model/file/safetensors.js';
import type { Tensor } from '../model/layers.js';
import type { TrainingPlan } from './plan.js';
import type { Checkpoint } from './train.js';

interface Notes {
  readonly plan: StoredPlan;
  readonly step: number;
  readonly score: number;
  readonly epoch: number;
  /** How often the training was resumed. */
  readonly round: number;
}

export function writeCheckpoint(plan: TrainingPlan, { optimizer, best }: Checkpoint, round: number): Uint8Array {
  const { parameters, average, mean, square } = optimizer;
  const runs = { parameters, average, mean, square, best: best.parameters };
  const tensors = new Map<string, Tensor>();
  for (const [name, values] of Object.entries(runs)) tensors.set(name, { shape: [values.length], values });
  const notes = { plan: storedPlan(plan), step: optimizer.step, score: best.score, epoch: best.epoch, round };
  return writeSafetensors(
    tensors,
    () => 'F32',
    () => ({ checkpoint: JSON.stringify(notes) }),
  );
}

/** Throws SluiceError DATA_UNUSABLE for a file that is no checkpoint. */
export function readCheckpoint(bytes: Uint8Array): { plan: TrainingPlan; checkpoint: Checkpoint; round: number } {
  const { tensors, metadata } = readSafetensors(bytes);
  const run = (name: string) => {
    const tensor = tensors.get(name);
    if (tensor) return tensor.values;
    throw new SluiceError('DATA_UNUSABLE', `Cannot resume: the checkpoint holds no '${name}'`);
  };
  if (metadata.checkpoint === undefined)
    throw new SluiceError('DATA_UNUSABLE', 'Cannot resume: the file is not a checkpoint');
  const { plan, step, score, epoch, round } = JSON.parse(metadata.checkpoint) as Notes;
  const { lanes: sequences, ...rest } = plan;
  const [parameters, average, mean, square] = [run('parameters'), run('average'), run('mean'), run('square')];
  return {
    plan: { ...rest, sequences },
    round,
    checkpoint: {
      optimizer: { step, parameters, average, mean, square },
      best: { score, epoch, parameters: run('best') },
    },
  };
}

/** A plan as it is stored. Files keep an older name, `lanes`, for the number of sequences. */
type StoredPlan = Omit<TrainingPlan, 'sequences'> & { readonly lanes: number };

/** Keeps the order of the plan's keys, so that the bytes of checkpoints do not change. */
function storedPlan(plan: TrainingPlan): StoredPlan {
  const entries = Object.entries(plan).map(([key, value]) => [key === 'sequences' ? 'lanes' : key, value]);
  return Object.fromEntries(entries) as StoredPlan;
}
