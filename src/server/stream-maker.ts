// Makes the streams that clients ask for, within the memory that there is for all of them.
import { randomBytes } from 'node:crypto';
import type { OpenMessage } from '../protocol/client-messages.js';
import { Refusal } from '../protocol/closing.js';
import type { EngineFleet } from './engine-fleet.js';
import type { Limits } from './limits.js';
import type { ModelShelf } from './model-shelf.js';
import { openServed, type SavedStream } from './open-served.js';
import type { Saver } from './saver.js';
import type { ServedStream } from './served-stream.js';
import type { StreamListener } from './stream-parties.js';

export interface MakerParts {
  readonly shelf: ModelShelf;
  readonly fleet: EngineFleet;
  readonly limits: Limits;
  readonly saver: Saver | null;
}

export class StreamMaker {
  readonly #parts: MakerParts;
  /** Memory of the streams that are being made. */
  #makingBytes = 0;

  constructor(parts: MakerParts) {
    this.#parts = parts;
  }

  /** `heldBytes`: of the streams that there are. Rejects with a Refusal. */
  async make(
    message: OpenMessage,
    saved: SavedStream | null,
    heldBytes: number,
    listener: StreamListener,
  ): Promise<ServedStream> {
    const { shelf, fleet, limits, saver } = this.#parts;
    const plan = await shelf.plan(message);
    const takenBytes = heldBytes + this.#makingBytes;
    if (takenBytes + plan.bytes > limits.memoryBytes) {
      throw new Refusal('NO_MEMORY', `the streams take ${takenBytes} bytes, and may take ${limits.memoryBytes}`);
    }
    const token = saved?.token ?? randomBytes(18).toString('base64url');
    const acknowledgeAtOnce = saver === null;
    this.#makingBytes += plan.bytes;
    try {
      return await openServed({ token, plan, open: message, fleet, limits, listener, saved, acknowledgeAtOnce });
    } finally {
      this.#makingBytes -= plan.bytes;
    }
  }
}
