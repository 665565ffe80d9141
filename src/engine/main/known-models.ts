// Main thread: which models an engine thread was sent already. Each is posted once and not with every stream: a copy of
// its weights takes more memory than the rest of a stream, and copying it takes this thread's time. The engine thread
// keeps what it was sent (see programs.ts), and takes its messages in order.
import type { NamedModel, OpenMessage, StreamGate } from '../messages.js';

export class KnownModels {
  readonly #known = new Set<number>();

  /** The message to post: without the models that the thread was sent. */
  posted(message: OpenMessage): OpenMessage {
    const { gate } = message;
    const stripped = this.#without(message);
    return gate === null ? stripped : { ...stripped, gate: this.#without(gate) };
  }

  /** The message was posted. */
  sent({ modelId, gate }: OpenMessage): void {
    this.#known.add(modelId);
    if (gate !== null) this.#known.add(gate.modelId);
  }

  #without<Named extends (OpenMessage | StreamGate) & NamedModel>(named: Named): Named {
    return this.#known.has(named.modelId) ? { ...named, model: null } : named;
  }
}
