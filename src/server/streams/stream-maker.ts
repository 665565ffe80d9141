// Makes the streams that clients ask for, within the memory for all of them.
import { monotonicMs } from '../../clock.js';
import type { AlarmMark } from '../../model/alarm-mark.js';
import type { Platform } from '../../platform.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import type { ModelRegistry } from './model-registry.js';
import { openServed } from './open-served.js';
import { newResumeToken } from './resume-token.js';
import type { SavedStream } from './saved-stream.js';
import type { ServedStream, StreamLimits, StreamListener } from './served-stream.js';
import { checkFrames } from './stream-plan.js';

export interface StreamMakerParts {
  readonly platform: Platform;
  readonly registry: ModelRegistry;
  readonly fleet: EngineFleet;
  readonly limits: StreamLimits & { readonly memoryBytes: number };
  /** Whether blocks are acknowledged when they arrive, because streams are not saved. */
  readonly acknowledgeAtOnce: boolean;
  /** What was said of the alarms of a stream, which it takes before its first row. */
  marksOf(name: string, token: string): readonly AlarmMark[];
  /** Memory of the open streams, about. */
  heldBytes(): number;
}

/** The held memory is summed at most so often, because that goes through all streams. New streams are added to it. */
const SUM_EVERY_MS = 250;
/** New streams may take this share of the memory. The rest is for what waits on open streams, and for kept results. */
const NEW_SHARE = 0.75;

export class StreamMaker {
  readonly #parts: StreamMakerParts;
  /** Memory of the streams that are being made. */
  #makingBytes = 0;
  #heldBytes = 0;
  /** Memory of the streams made since the held memory was summed. */
  #madeBytes = 0;
  #summedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: StreamMakerParts) {
    this.#parts = parts;
  }

  /** Rejects with a Refusal, or with what openStream rejects with. */
  async make(
    message: OpenMessage,
    saved: SavedStream | null,
    listener: StreamListener,
    newToken = newResumeToken(),
  ): Promise<ServedStream> {
    const { platform, registry, fleet, limits, acknowledgeAtOnce } = this.#parts;
    const plan = await registry.plan(message);
    checkFrames(plan, limits.keptBytes);
    const takenBytes = this.#held() + this.#makingBytes;
    const mostBytes = NEW_SHARE * limits.memoryBytes;
    if (takenBytes + plan.bytes > mostBytes) {
      throw new Refusal('NO_MEMORY', `the streams take ${takenBytes} bytes, and a new one is taken up to ${mostBytes}`);
    }
    const token = saved?.token ?? newToken;
    this.#makingBytes += plan.bytes;
    try {
      const common = { platform, fleet, limits, listener, acknowledgeAtOnce };
      const stream = await openServed({ ...common, token, plan, open: message, saved });
      const marks = plan.input === 'series' ? this.#parts.marksOf(message.stream, token) : [];
      if (marks.length > 0) await stream.setMarks(marks);
      this.#madeBytes += plan.bytes;
      return stream;
    } finally {
      this.#makingBytes -= plan.bytes;
    }
  }

  #held(): number {
    const nowMs = monotonicMs();
    if (nowMs - this.#summedMs > SUM_EVERY_MS) {
      this.#heldBytes = this.#parts.heldBytes();
      this.#madeBytes = 0;
      this.#summedMs = nowMs;
    }
    return this.#heldBytes + this.#madeBytes;
  }
}
