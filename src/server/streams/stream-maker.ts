// Makes the streams that clients ask for, within the memory that there is for all of them.
import { randomBytes } from 'node:crypto';
import { now } from '../../clock.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import type { Saver } from '../persistence/saver.js';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import type { Limits } from '../transport/limits.js';
import type { ModelShelf } from './model-registry.js';
import { openServed, type SavedStream } from './open-served.js';
import type { ServedStream } from './served-stream.js';
import type { StreamListener } from './stream-parties.js';

export interface MakerParts {
  readonly shelf: ModelShelf;
  readonly fleet: EngineFleet;
  readonly limits: Limits;
  readonly saver: Saver | null;
  /** Memory of the streams that there are, about. */
  heldBytes(): number;
}

/** It is looked up at most so often: each look goes through all streams. In between, what was made is added. */
const LOOK_MS = 250;
/** New streams leave the rest of the memory to those that there are: what waits on them, and results that are kept. */
const NEW_SHARE = 0.75;

export class StreamMaker {
  readonly #parts: MakerParts;
  /** Memory of the streams that are being made. */
  #makingBytes = 0;
  #heldBytes = 0;
  #madeBytes = 0;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: MakerParts) {
    this.#parts = parts;
  }

  /** Rejects with a Refusal. */
  async make(message: OpenMessage, saved: SavedStream | null, listener: StreamListener): Promise<ServedStream> {
    const { shelf, fleet, limits, saver } = this.#parts;
    const plan = await shelf.plan(message);
    const takenBytes = this.#held() + this.#makingBytes;
    const mostBytes = NEW_SHARE * limits.memoryBytes;
    if (takenBytes + plan.bytes > mostBytes) {
      throw new Refusal('NO_MEMORY', `the streams take ${takenBytes} bytes, and a new one is taken up to ${mostBytes}`);
    }
    const token = saved?.token ?? randomBytes(18).toString('base64url');
    const acknowledgeAtOnce = saver === null;
    this.#makingBytes += plan.bytes;
    try {
      const stream = await openServed({
        token,
        plan,
        open: message,
        fleet,
        limits,
        listener,
        saved,
        acknowledgeAtOnce,
      });
      this.#madeBytes += plan.bytes;
      return stream;
    } finally {
      this.#makingBytes -= plan.bytes;
    }
  }

  #held(): number {
    const nowMs = now();
    if (nowMs - this.#lookedMs > LOOK_MS) {
      this.#heldBytes = this.#parts.heldBytes();
      this.#madeBytes = 0;
      this.#lookedMs = nowMs;
    }
    return this.#heldBytes + this.#madeBytes;
  }
}
