// The one list of feature extractors, by the front end's kind.
import type { FrontEndSpec } from '../../model/front-end.js';
import { unloaded } from '../../package-missing.js';
import type { Kernel } from '../kernel-access/kernel.js';
import type { FeatureExtractor } from './extractor.js';
import { LogMel } from './log-mel.js';
import { Raw } from './raw.js';

/** The extractor of front ends of other libraries, once it is loaded. A page of keywords never needs it. */
let spectral: typeof import('./spectral.js') | null = null;

/** Loads what a front end needs, before `createExtractor`. Null: everything is there. */
export function loadExtractor({ kind }: FrontEndSpec): Promise<void> | null {
  return kind !== 'spectral' || spectral !== null ? null : loadSpectral();
}

async function loadSpectral(): Promise<void> {
  spectral = await import('./spectral.js').catch(unloaded('computes front ends of other libraries'));
}

/**
 * Makes the tables of a front end in the kernel's memory. Throws TypeError where `loadExtractor` is still to be
 * awaited.
 */
export function createExtractor(kernel: Kernel, spec: FrontEndSpec): FeatureExtractor {
  switch (spec.kind) {
    case 'log-mel':
      return new LogMel(kernel, spec);
    case 'spectral':
      if (spectral === null) throw new TypeError('Cannot use the front end at once: it must be loaded first');
      return new spectral.Spectral(kernel, spec);
    case 'raw':
      return new Raw(kernel, spec);
    default:
      return spec satisfies never;
  }
}
