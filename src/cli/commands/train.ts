// `sluice train keywords [DIR...] --out FILE` and its sisters: what can be asked for. Other files do it.
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import type { Precision } from '../../model/file/safetensors.js';
import { PLAN_DEFAULTS } from '../../training/plan.js';
import { collect, list, number, pattern, precision, whole } from '../arguments.js';
import { trainEffectCommand } from '../effects/train-effect.js';
import { UsageError } from '../failure.js';
import { interruptible } from '../interrupt.js';
import { parseChannel, parseGain } from '../sound-arguments.js';
import { bothDefaults, trainingDefaults } from '../training/defaults.js';
import type { TrainPhrasesOptions } from '../training/options.js';
import { checkPhraseOptions, trainPhrases } from '../training/train-phrases.js';
import { voiceOptions } from '../training/voice-options.js';
import { trainBaseCommand } from './train-base.js';
import { forecasterCommand } from './train-forecaster.js';
import { trainKeywords } from './train-keywords.js';

export function trainCommand(): Command {
  return new Command('train')
    .description(
      'train a model on labelled sound or on phrases from text, let one learn from series what is normal, or what a device does to sound',
    )
    .addCommand(keywordsCommand())
    .addCommand(trainBaseCommand())
    .addCommand(forecasterCommand())
    .addCommand(trainEffectCommand());
}

function keywordsCommand(): Command {
  const command = new Command('keywords')
    .description(
      'train a keyword model: from recordings, one folder a label, audio files in it (folders called unknown, silence or noise are background); or from text with --phrase; or from both',
    )
    .argument('[dir...]', "folders that hold the labels' folders")
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .option('--phrase <text>', 'a phrase that synthetic voices say; may be given again', collect, [])
    .option('--clips <n>', 'of each phrase from text: clips that are spoken', whole, 400)
    .option('--talk-minutes <n>', 'with --phrase: minutes of talk that are made', number, 45)
    .option(
      '--base <file>',
      "with --phrase: a model whose network it starts from, or 'none' (default: the one that is shipped, if any)",
    )
    .option('--keep', 'with --phrase: keep the spoken clips in OUT.clips, to listen to', false)
    .option('--dry-run', 'with --phrase: say what it would do and how long that takes, and end', false);
  voiceOptions(command);
  command
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
    .option('--name <name>', 'name of the model', 'keywords');
  networkOptions(command)
    .option('--epochs <n>', `passes over the data; with --phrase, epochs of 16 steps ${bothDefaults('epochs')}`, whole)
    .option('--learning-rate <rate>', 'peak learning rate', number, PLAN_DEFAULTS.learningRate)
    .option('--patience <n>', `epochs without a better validation before it ends ${bothDefaults('patience')}`, whole)
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
    .option('--hours <n>', `hours of stream on which thresholds are set and measured ${bothDefaults('hours')}`, number)
    .option('--precision <F32|F16>', 'how weights are stored', precision, 'F16' as Precision)
    .option('--data <text>', 'attribution of the data, for the model file; may be given again', collect)
    .option('--licence <text>', 'licence of the model, for the model file')
    .option('--resume', 'go on from FILE.checkpoint', false)
    .option('--json', 'one JSON object a line', false)
    .action((folders: string[], given: TrainPhrasesOptions) => {
      const fromText = given.phrase.length > 0;
      const options = { ...trainingDefaults(fromText), ...given };
      if (folders.length === 0 && !fromText) {
        throw new UsageError("Cannot train: give folders of recordings, or a phrase, such as --phrase 'hey garden'");
      }
      return interruptible((signal) => {
        if (!fromText) return trainKeywords(folders, options, signal);
        checkPhraseOptions(options);
        return trainPhrases(folders, options, givenBy(command), signal);
      });
    });
  return command;
}

/** The names of the options that the user gave. */
function givenBy(command: Command): ReadonlySet<string> {
  const names = Object.keys(command.opts());
  return new Set(names.filter((name) => command.getOptionValueSource(name) === 'cli'));
}

/** What a network is like. */
export function networkOptions(command: Command): Command {
  return command
    .addOption(new Option('--cell <name>', 'recurrent cell').choices(['gru', 'lstm', 'rnn']).default('gru'))
    .option('--hidden <n>', `hidden size, a multiple of 4 ${bothDefaults('hidden')}`, whole)
    .option('--layers <n>', `recurrent layers ${bothDefaults('layers')}`, whole)
    .option('--bands <n>', 'log-mel bands', whole, 40)
    .option('--hop <ms>', 'time from one prediction to the next', number, 20)
    .option('--window <ms>', 'length of the analysis window', number, 32);
}
