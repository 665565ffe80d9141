// Options about synthetic voices, the same for every command that speaks.
import type { Command } from 'commander';
import { collect, list } from '../arguments.js';

export function voiceOptions(command: Command): Command {
  return command
    .option('--voices <list>', 'synthesizers to use: flite, espeak-ng, festival (default: all that are found)', list)
    .option('--piper <path>', "the program Piper, for --piper-voice (default: 'piper')")
    .option(
      '--piper-voice <file>',
      'a voice of Piper, NAME.onnx with NAME.onnx.json beside it; may be given again',
      collect,
      [],
    )
    .option('--cache <dir>', "where spoken sound is kept from run to run (default: in the system's cache folder)");
}
