// Knobs on the command line: `--knob gain=0.7`.
import { InvalidArgumentError } from 'commander';

export type KnobValues = Readonly<Record<string, number>>;

/** Of an option that may be given again. */
export function collectKnob(text: string, before: KnobValues = {}): KnobValues {
  const at = text.lastIndexOf('=');
  const value = at > 0 && text.slice(at + 1).trim() !== '' ? Number(text.slice(at + 1)) : Number.NaN;
  if (Number.isFinite(value)) return { ...before, [text.slice(0, at)]: value };
  throw new InvalidArgumentError('Expected a name and a number, such as gain=0.5.');
}
