// `--threshold`: one for all phrases, or one for each of some.
import { InvalidArgumentError } from 'commander';
import type { Model } from '../model/model.js';
import { UsageError } from './failure.js';

/** A number for all phrases, or numbers by label. */
export type Thresholds = number | Readonly<Record<string, number>>;

/**
 * Reads `0.8` or `computer=0.9,stop=0.7`. When the option is given again, earlier labels keep their values. For
 * commander.
 */
export function parseThresholds(text: string, before?: Thresholds): Thresholds {
  if (!text.includes('=')) return threshold(text);
  const byLabel: Record<string, number> = typeof before === 'object' ? { ...before } : {};
  for (const part of text.split(',')) {
    const at = part.lastIndexOf('=');
    if (at < 1) throw new InvalidArgumentError(`Expected a number, or label=number pairs: received '${part}'.`);
    byLabel[part.slice(0, at).trim()] = threshold(part.slice(at + 1));
  }
  return byLabel;
}

/** The enter thresholds by label. Throws a UsageError for a label that is no phrase of the model. */
export function enterThresholds(thresholds: Thresholds, model: Model): Record<string, number> {
  const phrases = model.labels.slice(1);
  if (typeof thresholds === 'number') return Object.fromEntries(phrases.map((label) => [label, thresholds]));
  const unknown = Object.keys(thresholds).find((label) => !phrases.includes(label));
  if (unknown === undefined) return { ...thresholds };
  throw new UsageError(`the model has no phrase '${unknown}': it has ${phrases.join(', ')}`);
}

function threshold(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`A threshold is a score from 0 to 1: received '${text}'.`);
}
