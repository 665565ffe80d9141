// Main thread: which models an engine thread has at work, so that each is posted to it once and not with every stream: a copy of its weights takes more
// memory than all the rest of a stream.
import type { LaneGate, OpenMessage } from './messages.js';
import type { NamedModel } from './programs.js';

export class KnownModels {
  readonly #known = new Set<number>();
  /** Of the lanes that wait for their answer. */
  readonly #asked = new Map<number, readonly number[]>();

  /** The message as it is to be posted: without the models that the thread has. */
  posted(message: OpenMessage): OpenMessage {
    const { lane, modelId, gate } = message;
    this.#asked.set(lane, gate === null ? [modelId] : [modelId, gate.modelId]);
    const stripped = this.#without(message);
    return gate === null ? stripped : { ...stripped, gate: this.#without(gate) };
  }

  /** The lane is open, so its models are at work. */
  opened(lane: number): void {
    for (const id of this.#asked.get(lane) ?? []) this.#known.add(id);
    this.#asked.delete(lane);
  }

  refused(lane: number): void {
    this.#asked.delete(lane);
  }

  #without<Named extends (OpenMessage | LaneGate) & NamedModel>(named: Named): Named {
    return this.#known.has(named.modelId) ? { ...named, model: null } : named;
  }
}
