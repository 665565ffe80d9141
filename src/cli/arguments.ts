// How the arguments of commands that read clips are understood. For commander.
import { InvalidArgumentError } from 'commander';
import type { Precision } from '../model/file/safetensors.js';

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

export function whole(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('must be a whole number.');
  return Number(value);
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
