// Main thread: which models an engine thread has already. Each is posted once and not with every stream: a copy of its
// weights takes more memory than the rest of a stream.
import type { NamedModel, OpenMessage, StreamGate } from '../messages.js';

export class KnownModels {
  readonly #known = new Set<number>();
  /** Models of the streams that are being opened. */
  readonly #asked = new Map<number, readonly number[]>();

  /** The message to post: without the models that the thread has. */
  posted(message: OpenMessage): OpenMessage {
    const { stream, modelId, gate } = message;
    this.#asked.set(stream, gate === null ? [modelId] : [modelId, gate.modelId]);
    const stripped = this.#without(message);
    return gate === null ? stripped : { ...stripped, gate: this.#without(gate) };
  }

  /** The stream is open, so the thread has its models. */
  opened(stream: number): void {
    for (const id of this.#asked.get(stream) ?? []) this.#known.add(id);
    this.#asked.delete(stream);
  }

  refused(stream: number): void {
    this.#asked.delete(stream);
  }

  #without<Named extends (OpenMessage | StreamGate) & NamedModel>(named: Named): Named {
    return this.#known.has(named.modelId) ? { ...named, model: null } : named;
  }
}
