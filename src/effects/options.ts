// What a caller says of how an effect runs, checked once.
import { checkOneOf, wrongKind } from '../checks.js';
import type { EffectModel } from '../model/effect-model.js';
import type { OtherRate, Oversampling } from './rate.js';

/** How an effect runs, in a page and on files. */
export interface EffectOptions {
  /** Where its knobs stand, by name. Beyond their range they stand at its end, which is told. @default as the model says */
  readonly knobs?: Readonly<Record<string, number>>;
  /** Network steps for each sample: 2 or 4 keep what distortion makes above half of the rate from aliasing. @default 1 */
  readonly oversample?: Oversampling;
  /**
   * What is done where the sound has another rate than the model: `correct` feeds the state back as late as it was in
   * training, `refuse` rejects, `ignore` runs the network as it is.
   * @default 'correct'
   */
  readonly otherRate?: OtherRate;
}

export interface CheckedOptions {
  /** In the model's order. */
  readonly knobs: readonly number[];
  readonly oversample: Oversampling;
  readonly otherRate: OtherRate;
  /** What was changed: clauses for people. */
  readonly told: readonly string[];
}

/** Throws a TypeError or RangeError for options that no effect, or not this one, can take. */
export function checkEffectOptions(doing: string, model: EffectModel, options: EffectOptions): CheckedOptions {
  const { knobs = {}, oversample = 1, otherRate = 'correct' } = options;
  if (oversample !== 1 && oversample !== 2 && oversample !== 4)
    throw new RangeError(`${doing}: 'oversample' must be 1, 2 or 4: received ${String(oversample)}`);
  checkOneOf(doing, 'otherRate', otherRate, ['correct', 'refuse', 'ignore']);
  const names = model.knobs.map(({ name }) => name);
  const unknown = Object.keys(knobs).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new RangeError(
      `${doing}: the effect has ${names.length === 0 ? 'no knobs' : `the knobs '${names.join("', '")}'`}: received '${unknown}'`,
    );
  const told: string[] = [];
  const values = model.knobs.map(({ name, least, most, initial }) => {
    const value = knobs[name] ?? initial;
    if (typeof value !== 'number' || Number.isNaN(value)) throw wrongKind(doing, `knobs.${name}`, 'a number', value);
    if (value < least || value > most)
      told.push(
        `the knob '${name}' goes from ${least} to ${most}: received ${value}, and it stands at ${value < least ? least : most}`,
      );
    return value;
  });
  return { knobs: values, oversample, otherRate, told };
}
