// Records one word after the other from the microphone: it opens when it is first needed and stays open until it is
// closed, so that the second word does not wait for it.
import { type Model, microphone, openStream, type Stream } from 'sluice';
import { findCut } from './endpoint.js';
import type { KeptSound } from './store.js';

const KEEP_SECONDS = 8;
const LONGEST_MS = 6500;
const LOOK_EVERY_MS = 80;

export class TakeRecorder {
  readonly #model: Model;
  readonly #deviceId: string;
  #stream: Promise<Stream> | null = null;

  /** `deviceId`: empty for the default microphone. */
  constructor(model: Model, deviceId: string) {
    this.#model = model;
    this.#deviceId = deviceId;
  }

  /** Resolves with the next word that is said; null where none is. Rejects as `openStream`. */
  async record(ready: () => void, level: (level: number) => void, signal: AbortSignal): Promise<KeptSound | null> {
    this.#stream ??= this.#open();
    const stream = await this.#stream;
    const { sampleRate } = stream;
    const began = performance.now();
    ready();
    while (performance.now() - began < LONGEST_MS && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const kept = stream.lastSeconds();
      const since = Math.round(((performance.now() - began) / 1000) * sampleRate);
      const heard = kept.subarray(Math.max(0, kept.length - since));
      const found = findCut(heard, sampleRate);
      level(found.level);
      if (found.cut !== null) return { samples: heard.slice(found.cut.from, found.cut.to), sampleRate };
    }
    level(0);
    return null;
  }

  async close(): Promise<void> {
    const stream = await this.#stream?.catch(() => null);
    this.#stream = null;
    await stream?.close();
  }

  async #open(): Promise<Stream> {
    const source = microphone(this.#deviceId === '' ? {} : { deviceId: this.#deviceId });
    const stream = await openStream({ source, model: this.#model, keepSeconds: KEEP_SECONDS });
    // Sound flows from the first subscription on. What the model makes of it does not matter here.
    stream.predictions$.subscribe({ error: () => undefined });
    return stream;
  }
}
