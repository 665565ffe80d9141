// `sluice replay RECORDING`: what a stream has heard, once more: the same predictions, to the bit, and the same digest.
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { modelChecksum } from '../../model/checksum.js';
import type { Model } from '../../model/model.js';
import { type Recording, readRecording, replayRecording, voiceActivity } from '../../node/index.js';
import { readModelFile } from '../../node/model-file.js';
import { UsageError } from '../failure.js';
import { interruptible } from '../interrupt.js';
import { warn } from '../report/output.js';
import { runStreams } from './run-streams.js';

interface Options {
  readonly model?: string;
  readonly gate?: string;
  readonly gateLabel: string;
  readonly timing: boolean;
  readonly predictions: boolean;
  readonly json: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('run a recording of `sluice run --record` or of the page once more: the same predictions, to the bit')
    .argument('<recording>', 'the file')
    .option('--model <file>', 'model file or address (default: the model that comes with the package)')
    .option('--gate <file>', "the recorded stream's gate, where it had one")
    .option('--gate-label <label>', "the gate model's label for speech", 'speech')
    .option('--timing', 'at the times at which it was captured, rather than as fast as it goes', false)
    .option('--predictions', 'print the scores of every hop too', false)
    .option('--json', 'one JSON object a line', false)
    .action((path: string, options: Options) => interruptible((signal) => replay(path, options, signal)));
}

async function replay(path: string, options: Options, signal: AbortSignal): Promise<void> {
  const recording = readRecording(await readFile(path));
  const { head } = recording;
  const { model } = await readModelFile(options.model);
  const same = modelChecksum(model) === head.model.checksum;
  if (!same && options.model === undefined) {
    throw new UsageError(`the recording is of the model '${head.model.name}': give its file as '--model'`);
  }
  const gate = await gateOf(recording, options);
  const { json, predictions, timing } = options;
  if (!same) warn(`the recording is of another model, '${head.model.name}': this one begins from rest`);
  const source = replayRecording(recording, { timing });
  await runStreams([{ name: head.source, path, source }], model, {
    json,
    predictions,
    detector: {},
    ...(gate && { gate: voiceActivity({ model: gate, label: options.gateLabel }) }),
    ...(head.onGap && { onGap: head.onGap }),
    ...(same && recording.snapshot && { snapshot: recording.snapshot }),
    signal,
  });
}

/** The gate's model; null where the stream had none. */
async function gateOf({ head }: Recording, { gate }: Options): Promise<Model | null> {
  if (head.gate === null) {
    if (gate !== undefined) throw new UsageError('the recorded stream had no gate');
    return null;
  }
  if (gate === undefined) {
    throw new UsageError(`the recorded stream had a gate, '${head.gate.name}': give its file as '--gate'`);
  }
  const { model } = await readModelFile(gate);
  if (modelChecksum(model) === head.gate.checksum) return model;
  throw new UsageError(`the recorded stream's gate was another model, '${head.gate.name}'`);
}
