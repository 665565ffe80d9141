// A feed of nothing, where the page's address asks for what cannot be watched: it says why.
import type { Feed, FeedEvent } from './feed.js';

export class NoFeed implements Feed {
  readonly name = 'nothing';
  readonly #reason: string;

  constructor(reason: string) {
    this.#reason = reason;
  }

  start(tell: (event: FeedEvent) => void, signal: AbortSignal): void {
    queueMicrotask(() => {
      if (!signal.aborted) tell({ kind: 'connection', connection: { state: 'failed', reason: this.#reason } });
    });
  }
}
