// What makes features of windows, by the front end's kind.

import type { FrontEndSpec } from '../../model/front-end.js';
import type { Kernel } from '../kernel-access/kernel.js';
import { LogMel } from './log-mel.js';
import { Raw } from './raw.js';
import { Spectral } from './spectral.js';

/** Shared by all streams of a thread; what a stream must keep from window to window lies in its state. */
export interface FeatureExtractor {
  /** Numbers that it gives. */
  readonly size: number;
  /** Bytes of a stream's state, zeros at the start. */
  readonly stateBytes: number;
  /** Window at `samplesAt` to features at `featuresAt` (size, room for whole vectors). Real-time. */
  extract(samplesAt: number, featuresAt: number, stateAt: number): void;
}

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
