// Events of a stream that do not end it. Types only.
import type { UnhealthyReason } from '../../pipeline/health.js';
import type { SourceEvent } from '../../source/source.js';

/** An event that does not end the stream: of its source, or of its engine. */
export type StreamEvent =
  | SourceEvent
  /**
   * The engine died, and the stream continues in another. Samples that died with the engine are a gap before the next
   * prediction.
   */
  | { readonly kind: 'restarted'; readonly reason: string }
  /** The state is unhealthy from the prediction on that ends at `endsAtMs`: see `onUnhealthy`. */
  | { readonly kind: 'unhealthy'; readonly reason: UnhealthyReason; readonly endsAtMs: number };
