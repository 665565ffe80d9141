// `sluice voices`: the synthesizers that can speak here, for `sluice train keywords --phrase`.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { SluiceError } from '../../errors.js';
import { findVoices, INSTALL_ESPEAK, INSTALL_FLITE } from '../../node/voices/find-voices.js';
import { FLITE_PACKAGE } from '../../node/voices/flite.js';
import type { Synthesizer } from '../../training/phrases/voices.js';
import { collect } from '../arguments.js';
import { table } from '../report/format.js';
import { printJson, printText } from '../report/output.js';

interface VoicesOptions {
  readonly piper?: string;
  readonly piperVoice: string[];
  readonly json: boolean;
}

/** So many names are shown of a synthesizer. */
const SHOWN = 8;

export function voicesCommand(): Command {
  return new Command('voices')
    .description('list the synthetic voices of this machine, which say phrases for sluice train keywords --phrase')
    .option('--piper <path>', "the program Piper, for --piper-voice (default: 'piper')")
    .option(
      '--piper-voice <file>',
      'a voice of Piper, NAME.onnx with NAME.onnx.json beside it; may be given again',
      collect,
      [],
    )
    .option('--json', 'one JSON object a line', false)
    .action(voices);
}

async function voices({ piper, piperVoice, json }: VoicesOptions): Promise<void> {
  const found = await findVoices({ threads: availableParallelism(), piper, piperVoices: piperVoice }).catch(
    (error: unknown): Synthesizer[] => {
      if (error instanceof SluiceError && error.code === 'PACKAGE_MISSING') return [];
      throw error;
    },
  );
  try {
    if (json) tellJson(found);
    else tellText(found);
  } finally {
    await Promise.all(found.map((synthesizer) => synthesizer.close()));
  }
}

function tellJson(found: readonly Synthesizer[]): void {
  for (const { name, version, about, voices, accents } of found) {
    printJson({ kind: 'synthesizer', name, version, about, voices: voices.map((voice) => voice.name), accents });
  }
}

function tellText(found: readonly Synthesizer[]): void {
  const rows = found.map(({ name, version, about, voices, accents }) => {
    const shown = voices.slice(0, SHOWN).map((voice) => voice.name);
    const more = voices.length > SHOWN ? ', …' : '';
    const said = accents.length > 0 ? ` in ${accents.length} accents` : '';
    return [name, version, `${voices.length}${said}`, `${shown.join(', ')}${more}`, about];
  });
  if (rows.length > 0) for (const row of table([['synthesizer', 'version', 'voices', '', ''], ...rows])) printText(row);
  else printText('no synthesizer is here');
  const has = (name: string) => found.some((synthesizer) => synthesizer.name === name);
  if (!has('flite')) printText(`'${INSTALL_FLITE}' brings 4 voices (${FLITE_PACKAGE}, BSD, 21 MB)`);
  if (!has('espeak-ng')) printText(`'${INSTALL_ESPEAK}' brings 70 voices (GPL, 24 MB)`);
}
