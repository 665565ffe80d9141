// How the arguments of commands that read clips are understood. For commander.
import { InvalidArgumentError } from 'commander';
import type { Adapt } from '../model/adapt.js';
import type { Precision } from '../model/file/safetensors.js';
import { wholeNumber } from '../whole-number.js';

/** Of an option that may be given again. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function list(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

export function pattern(value: string): RegExp {
  try {
    return new RegExp(value);
  } catch {
    throw new InvalidArgumentError('must be a regular expression.');
  }
}

/** A whole number from 0. */
export function whole(text: string): number {
  const value = wholeNumber(text);
  if (value !== null) return value;
  throw new InvalidArgumentError(`must be a whole number: received ${text}`);
}

/** A parser of whole numbers within bounds. */
export function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = wholeNumber(text, least, most);
    if (value !== null) return value;
    throw new InvalidArgumentError(`must be a whole number from ${least} to ${most}: received ${text}`);
  };
}

export function number(value: string): number {
  const parsed = Number(value);
  if (!Number.isFinite(parsed) || parsed < 0) throw new InvalidArgumentError('must be a number from 0.');
  return parsed;
}

export function precision(value: string): Precision {
  if (value !== 'F32' && value !== 'F16') throw new InvalidArgumentError('must be F32 or F16.');
  return value;
}

/** Hours or 'never'. Throws InvalidArgumentError. */
export function adapt(text: string): Adapt {
  return text === 'never' ? 'never' : number(text);
}

/** The same, or 'when-acknowledged', where somebody can say so. Throws InvalidArgumentError. */
export function adaptOrAcknowledged(text: string): Adapt {
  return text === 'when-acknowledged' ? 'when acknowledged' : adapt(text);
}
