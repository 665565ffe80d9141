// What the card that teaches needs of the page around it.
import type { Model } from 'sluice';
import type { Notices } from '../../shared/notices.js';

export interface TeachingPage {
  readonly notices: Notices;
  /** The model in use; null before one was opened. */
  model(): Model | null;
  useModel(model: Model): Promise<void>;
  listen(): void;
  stop(): void;
  /** Of the chosen microphone; empty: the default. */
  device(): string;
  keepSeconds(seconds: number): void;
  /** Null where nothing is kept. */
  lastSeconds(): { readonly samples: Float32Array; readonly sampleRate: number } | null;
}
