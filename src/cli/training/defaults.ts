// What a training does where the user does not say it. Recordings are few and varied, so they are heard for long by a
// larger network; made voices come in any number, and a phrase from text should take minutes.
import type { TrainKeywordsOptions } from './options.js';

type Defaults = Pick<TrainKeywordsOptions, 'hidden' | 'layers' | 'epochs' | 'patience' | 'hours'>;

const RECORDED: Defaults = { hidden: 112, layers: 2, epochs: 120, patience: 40, hours: 4 };
const FROM_TEXT: Defaults = { hidden: 64, layers: 2, epochs: 144, patience: 144, hours: 0.5 };

/** Of a training with phrases from text, or without. */
export function trainingDefaults(fromText: boolean): Defaults {
  return fromText ? FROM_TEXT : RECORDED;
}

/** For the help: the default of an option, of both kinds of training. */
export function bothDefaults(name: keyof Defaults): string {
  return `(default: ${RECORDED[name]}; with --phrase ${FROM_TEXT[name]})`;
}
