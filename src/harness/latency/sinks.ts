// Capture thread of the load: writes hops into the ring or port of a stream, as a worklet does.
import { now } from '../../clock.js';
import { Random } from '../../random.js';
import type { BufferMessage, CaptureMessage, IntakePort } from '../../ring/capture-port.js';
import { DoorbellRinger } from '../../ring/doorbell.js';
import { RingWriter } from '../../ring/ring.js';
import type { HopSink } from './generator.js';

/** Hops that are offered over and over. */
const DIFFERENT_HOPS = 64;

/** Seeded noise, `hopSamples` samples each. */
export function noiseHops(hopSamples: number, seed = 1): Float32Array<ArrayBuffer>[] {
  const random = new Random(seed);
  return Array.from({ length: DIFFERENT_HOPS }, () =>
    Float32Array.from({ length: hopSamples }, () => random.between(-1, 1)),
  );
}

export function sinkOf(port: IntakePort, hops: readonly Float32Array[]): HopSink {
  if (port.kind === 'several') throw new TypeError('The load is of one stream: received a shared source');
  return port.kind === 'shared' ? new RingSink(port, hops) : new PortSink(port, hops);
}

/** Over shared memory: whole hops, or none where there is no room for one. */
class RingSink implements HopSink {
  readonly #writer: RingWriter;
  readonly #bell: DoorbellRinger;
  readonly #hops: readonly Float32Array[];

  constructor(port: Extract<IntakePort, { kind: 'shared' }>, hops: readonly Float32Array[]) {
    this.#writer = new RingWriter(port.ring);
    this.#bell = new DoorbellRinger(port.doorbell, port.stream);
    this.#hops = hops;
  }

  put(hop: number, dueAtMs: number): boolean {
    const samples = this.#hops[hop % DIFFERENT_HOPS] as Float32Array;
    const fits = this.#writer.room >= samples.length;
    if (fits) {
      this.#writer.stamp(dueAtMs, now());
      this.#writer.push(samples, 0, samples.length);
    } else this.#writer.drop(samples.length);
    this.#bell.ring();
    return fits;
  }

  end(): Promise<void> {
    this.#writer.end();
    this.#bell.ring();
    return Promise.resolve();
  }
}

/** Over messages. The engine drops what finds no room there, and says so in the stream's counts. */
class PortSink implements HopSink {
  readonly #port: MessagePort;
  readonly #hops: readonly Float32Array[];
  readonly #renewals: MessagePort;
  #underway = 0;
  #arrived: () => void = () => undefined;

  constructor({ port, renewals }: Extract<IntakePort, { kind: 'messages' }>, hops: readonly Float32Array[]) {
    this.#port = port;
    this.#renewals = renewals;
    this.#hops = hops;
    port.onmessage = (_: MessageEvent<BufferMessage>) => {
      this.#underway--;
      if (this.#underway === 0) this.#arrived();
    };
  }

  put(hop: number, dueAtMs: number): boolean {
    const samples = Float32Array.from(this.#hops[hop % DIFFERENT_HOPS] as Float32Array);
    const message: CaptureMessage = { kind: 'samples', samples, missing: 0, capturedAtMs: dueAtMs, cameAtMs: now() };
    this.#underway++;
    this.#port.postMessage(message, [samples.buffer]);
    return true;
  }

  async end(): Promise<void> {
    const arrived = new Promise<void>((resolve, reject) => {
      this.#arrived = resolve;
      this.#renewals.onmessage = () => reject(new Error('the engine died while it was measured'));
    });
    if (this.#underway > 0) await arrived;
    this.#port.postMessage({ kind: 'end', missing: 0 } satisfies CaptureMessage);
    this.#port.onmessage = null;
    this.#renewals.close();
  }
}
