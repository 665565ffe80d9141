// What befalls a stream and does not end it. Types only.
import type { SourceEvent } from '../source/source.js';
import type { Ailment } from './health.js';

/** What befalls a stream and does not end it: its source's events, and its engine's. */
export type StreamEvent =
  | SourceEvent
  /** The engine died and the stream goes on in another; samples that were lost with it are a gap before the next prediction. */
  | { readonly kind: 'restarted'; readonly reason: string }
  /** The state is found ailing from the prediction on that ends then: see `onUnhealthy`. */
  | { readonly kind: 'unhealthy'; readonly reason: Ailment; readonly endsAtMs: number };
