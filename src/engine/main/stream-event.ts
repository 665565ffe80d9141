// What befalls a stream and does not end it. Types only.

import type { UnhealthyReason } from '../../pipeline/health.js';
import type { SourceEvent } from '../../source/source.js';

/** What befalls a stream and does not end it: its source's events, and its engine's. */
export type StreamEvent =
  | SourceEvent
  /**
   * The engine died and the stream goes on in another; samples that were lost with it are a gap before the next
   * prediction.
   */
  | { readonly kind: 'restarted'; readonly reason: string }
  /** The state is found unhealthy from the prediction on that ends then: see `onUnhealthy`. */
  | { readonly kind: 'unhealthy'; readonly reason: UnhealthyReason; readonly endsAtMs: number };
