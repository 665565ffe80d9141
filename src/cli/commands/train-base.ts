// `sluice train base --out FILE`: trains the network that phrases from text start from, on hundreds of words that are
// spoken by all voices of this machine, and talk.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { PLAN_DEFAULTS } from '../../training/plan.js';
import { collect, number, pattern, whole } from '../arguments.js';
import { interruptible } from '../interrupt.js';
import { type TrainBaseOptions, trainBase } from '../training/train-base.js';
import { voiceOptions } from '../training/voice-options.js';

export function trainBaseCommand(): Command {
  const command = new Command('base')
    .description('train a base network on hundreds of spoken words: what phrases from text start from')
    .argument('[dir...]', 'folders of recorded words, one folder a word, that join those from text')
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .option('--words <n>', 'words that it learns to tell apart', whole, 600)
    .option('--clips <n>', 'clips of each word', whole, 24)
    .option('--talk-minutes <n>', 'minutes of talk that are made', number, 60)
    .option('--talk <dir>', 'a folder of talk by people, to learn from; may be given again', collect, [])
    .option('--noise <dir>', 'a folder of sound without words; may be given again', collect, [])
    .option('--exclude <pattern>', 'leave out files whose name matches this regular expression', pattern)
    .option('--validation <percent>', 'of recorded words: share of speakers that judge', number, 8)
    .option('--test <percent>', 'of recorded words: share of speakers that are not heard at all', number, 12);
  return voiceOptions(command)
    .option('--name <name>', 'name of the model', 'base')
    .option('--hidden <n>', 'hidden size, a multiple of 4', whole, 64)
    .option('--layers <n>', 'recurrent layers', whole, 2)
    .option('--bands <n>', 'log-mel bands', whole, 40)
    .option('--hop <ms>', 'time from one prediction to the next', number, 20)
    .option('--window <ms>', 'length of the analysis window', number, 32)
    .option('--epochs <n>', 'epochs of 16 steps', whole, 1200)
    .option('--learning-rate <rate>', 'peak learning rate', number, PLAN_DEFAULTS.learningRate)
    .option('--threads <n>', 'training threads; changes the speed only', whole, availableParallelism())
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--data <text>', 'attribution of the data, for the model file; may be given again', collect)
    .option('--licence <text>', 'licence of the model, for the model file')
    .option('--resume', 'go on from FILE.checkpoint', false)
    .option('--json', 'one JSON object a line', false)
    .action((folders: string[], options: TrainBaseOptions) =>
      interruptible((signal) => trainBase(folders, options, signal)),
    );
}
