// The one list of feature extractors, by the front end's kind.
import type { FrontEndSpec } from '../../model/front-end.js';
import type { Kernel } from '../kernel-access/kernel.js';
import type { FeatureExtractor } from './extractor.js';
import { LogMel } from './log-mel.js';
import { Raw } from './raw.js';
import { Spectral } from './spectral.js';

/** Makes the tables of a front end in the kernel's memory. */
export function createExtractor(kernel: Kernel, spec: FrontEndSpec): FeatureExtractor {
  switch (spec.kind) {
    case 'log-mel':
      return new LogMel(kernel, spec);
    case 'spectral':
      return new Spectral(kernel, spec);
    case 'raw':
      return new Raw(kernel, spec);
    default:
      return spec satisfies never;
  }
}
