// All synthesizers that can speak here: npm packages, programs of the machine, and a Piper that the user names.
import { SluiceError } from '../../errors.js';
import type { Synthesizer } from '../../training/phrases/voices.js';
import { ESPEAK_PACKAGE, findEspeakPackage, findEspeakProgram } from './espeak.js';
import { findFestival } from './festival.js';
import { FLITE_PACKAGE, findFlitePackage, findFliteProgram } from './flite.js';
import { openPiper } from './piper.js';

export interface FindVoicesOptions {
  /** How many texts are spoken at once. */
  readonly threads: number;
  /** The path of Piper, and of its voices. */
  readonly piper?: string | undefined;
  readonly piperVoices?: readonly string[] | undefined;
  /** Names of synthesizers to use. @default all */
  readonly only?: readonly string[] | undefined;
}

/**
 * Of two that carry the same voices, one: flite's package before the program, as it speaks the same everywhere, and the
 * program espeak-ng before the package, as it is faster. Rejects with PACKAGE_MISSING where nothing speaks.
 */
export async function findVoices(options: FindVoicesOptions): Promise<Synthesizer[]> {
  const { threads, piper, piperVoices = [], only } = options;
  const wanted = (name: string) => only === undefined || only.includes(name);
  const found = await Promise.all([
    wanted('flite') ? findFlitePackage(threads).then((flite) => flite ?? findFliteProgram()) : undefined,
    wanted('espeak-ng') ? findEspeakProgram().then((espeak) => espeak ?? findEspeakPackage(threads)) : undefined,
    wanted('festival') ? findFestival() : undefined,
    ...piperVoices.map((voice) => openPiper(piper ?? 'piper', voice)),
  ]);
  const voices = found.filter((synthesizer) => synthesizer !== undefined);
  if (voices.length > 0) return voices;
  const which = only === undefined ? 'no synthesizer is here' : `none of ${only.join(', ')} is here`;
  throw new SluiceError('PACKAGE_MISSING', `Cannot speak: ${which}: run '${INSTALL_FLITE}'`);
}

/** What brings voices to a machine without any. */
export const INSTALL_FLITE = `npm install ${FLITE_PACKAGE}`;
/** What brings the most voices. Under the GPL: a person's own choice. */
export const INSTALL_ESPEAK = `npm install ${ESPEAK_PACKAGE}`;
