// `sluice train keywords DIR... --out FILE`: what can be asked for. train-keywords.ts does it.

import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import type { Precision } from '../../model/file/safetensors.js';
import { PLAN_DEFAULTS } from '../../training/plan.js';
import { collect, list, number, pattern, precision, whole } from '../arguments.js';
import { interruptible } from '../interrupt.js';
import { parseChannel, parseGain } from '../sound-arguments.js';
import { forecasterCommand } from './train-forecaster.js';
import { type TrainKeywordsOptions, trainKeywords } from './train-keywords.js';

export function trainCommand(): Command {
  const command = new Command('train').description(
    'train a model on labelled sound, or let one learn from series what is normal',
  );
  command
    .command('keywords')
    .description(
      'train a keyword model: one folder a label, audio files in it; folders called unknown, silence or noise are background',
    )
    .argument('<dir...>', "folders that hold the labels' folders")
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .option('--noise <dir>', 'a folder of sound without words; may be given again', collect, [])
    .option(
      '--talk <dir>',
      'a folder of continuous talk in which none of the phrases is said; a file each speaker, or a folder; may be given again',
      collect,
      [],
    )
    .option('--labels <list>', 'labels to tell apart, separated by commas; all other folders become background', list)
    .option('--exclude <pattern>', 'leave out files whose name matches this regular expression', pattern)
    .option(
      '--speaker <pattern>',
      "names the speaker in a file's name: the first group of this regular expression",
      pattern,
    )
    .option('--name <name>', 'name of the model', 'keywords')
    .addOption(new Option('--cell <name>', 'recurrent cell').choices(['gru', 'lstm', 'rnn']).default('gru'))
    .option('--hidden <n>', 'hidden size, a multiple of 4', whole, 112)
    .option('--layers <n>', 'recurrent layers', whole, 2)
    .option('--bands <n>', 'log-mel bands', whole, 40)
    .option('--hop <ms>', 'time from one prediction to the next', number, 20)
    .option('--window <ms>', 'length of the analysis window', number, 32)
    .option('--epochs <n>', 'passes over the data', whole, 120)
    .option('--learning-rate <rate>', 'peak learning rate', number, PLAN_DEFAULTS.learningRate)
    .option('--patience <n>', 'epochs without a better validation before it ends', whole, 40)
    .option(
      '--channel <n>',
      "of clips with several channels: one of them, from 1, or 'mix', their mean",
      parseChannel,
      'mix',
    )
    .option('--gain <factor>', 'what every sample is multiplied by, such as 1/32768', parseGain, 1)
    .option('--validation <percent>', 'share of speakers kept to choose weights and thresholds', number, 8)
    .option('--test <percent>', 'share of speakers kept for the report', number, 12)
    .option('--threads <n>', 'training threads; changes the speed only', whole, availableParallelism())
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--false-accepts <n>', 'false accepts per hour and phrase at which thresholds are set', number, 1)
    .option('--hours <n>', 'hours of stream on which thresholds are set and measured', number, 4)
    .option('--precision <F32|F16>', 'how weights are stored', precision, 'F16' as Precision)
    .option('--data <text>', 'attribution of the data, for the model file; may be given again', collect)
    .option('--licence <text>', 'licence of the model, for the model file')
    .option('--resume', 'go on from FILE.checkpoint', false)
    .option('--json', 'one JSON object a line', false)
    .action((folders: string[], options: TrainKeywordsOptions) =>
      interruptible((signal) => trainKeywords(folders, options, signal)),
    );
  return command.addCommand(forecasterCommand());
}
