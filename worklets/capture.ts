// The capture thread: an AudioWorklet that mixes its input to mono and puts it into a stream. It knows no hops, no
// model and no page. Nothing here waits, and process() allocates nothing; only postMessage itself allocates, for the
// first quantum and, with messages, for blocks.
import type {
  BufferMessage,
  CaptureCommand,
  CaptureMessage,
  CaptureReport,
  IntakePort,
  JoinMessage,
  RenewMessage,
} from '../src/ring/capture-port.js';
import { DoorbellRinger } from '../src/ring/doorbell.js';
import { RingWriter } from '../src/ring/ring.js';

/**
 * The processor. It has one input with any number of channels and any quantum size. Its output stays silent and exists
 * only so that the node can be connected to the destination, because browsers run only nodes that lead there. An input
 * without channels (nothing connected, or the device gone) counts as zeros: time goes on, and the network hears silence
 * instead of a cut.
 */
class Capture extends AudioWorkletProcessor {
  /** Several where streams share the source. */
  readonly #outs: Output[] = [];
  #started = false;
  #running = true;
  /** The mono mix of one quantum. Grows if the quantum grows, which no browser does while a context runs. */
  #mono = new Float32Array(128);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => this.#obey(data);
  }

  /** Real-time. Returns false after `stop`, so that the browser can collect the node. */
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const outs = this.#outs;
    if (outs.length === 0 || !this.#running) return this.#running;
    const channels = inputs[0];
    const length = channels?.[0]?.length ?? outputs[0]?.[0]?.length ?? this.#mono.length;
    if (length > this.#mono.length) this.#mono = new Float32Array(length);
    mix(channels, this.#mono, length);
    // a worklet has no finer clock, and no other clock that all threads share
    const nowMs = Date.now();
    for (let i = 0; i < outs.length; i++) (outs[i] as Output).put(this.#mono, length, nowMs);
    if (!this.#started) this.#report({ kind: 'started' });
    this.#started = true;
    return true;
  }

  #obey(command: CaptureCommand): void {
    switch (command.kind) {
      case 'start':
        return this.#add(command.into);
      case 'gap':
        for (const out of this.#outs) out.lose(command.samples);
        return;
      case 'stop':
        if (!this.#running) return;
        this.#running = false;
        for (const out of this.#outs) out.end();
        this.#report({ kind: 'stopped' });
        return;
      default:
        command satisfies never;
    }
  }

  #add(into: IntakePort): void {
    switch (into.kind) {
      case 'shared':
        this.#outs.push(new RingOutput(into));
        return;
      case 'messages':
        this.#outs.push(new MessageOutput(into));
        return;
      case 'several':
        for (const port of into.ports) this.#add(port);
        into.members.onmessage = ({ data }: MessageEvent<JoinMessage>) => {
          if (data.kind === 'join') this.#add(data.into);
          else this.#outs.splice(data.at, 1)[0]?.end();
        };
        return;
      default:
        into satisfies never;
    }
  }

  #report(report: CaptureReport): void {
    this.port.postMessage(report);
  }
}

registerProcessor('sluice-capture', Capture);

/**
 * The mean of all channels, summed in double precision from the first channel on and rounded once, as in every source.
 */
function mix(channels: Float32Array[] | undefined, into: Float32Array, length: number): void {
  const first = channels?.[0];
  if (channels === undefined || first === undefined) {
    into.fill(0, 0, length);
    return;
  }
  for (let i = 0; i < length; i++) {
    let sum = first[i] as number;
    for (let channel = 1; channel < channels.length; channel++) sum += (channels[channel] as Float32Array)[i] as number;
    into[i] = sum / channels.length;
  }
}

/** Where samples go. */
interface Output {
  /**
   * Puts in `samples[0, length)`; the last one was captured at `timeMs`. Samples that do not fit are dropped and
   * counted.
   */
  put(samples: Float32Array, length: number, timeMs: number): void;
  /** Marks samples as missing here. */
  lose(samples: number): void;
  /** Marks the end: no sample follows. */
  end(): void;
}

/** Over shared memory. */
class RingOutput implements Output {
  readonly #writer: RingWriter;
  readonly #doorbell: DoorbellRinger;

  constructor(into: Extract<IntakePort, { kind: 'shared' }>) {
    this.#writer = new RingWriter(into.ring);
    this.#doorbell = new DoorbellRinger(into.doorbell, into.stream);
  }

  put(samples: Float32Array, length: number, timeMs: number): void {
    // What does not fit is dropped at the end, so the time is that of the last sample that fits. Room only grows until
    // the push.
    const room = Math.max(0, Math.min(this.#writer.room, length));
    this.#writer.stamp(timeMs - ((length - room) * 1000) / sampleRate, timeMs);
    const taken = this.#writer.push(samples, 0, room);
    if (taken < length) this.#writer.drop(length - taken);
    this.#doorbell.ring();
  }

  lose(samples: number): void {
    this.#writer.drop(samples);
  }

  end(): void {
    this.#writer.end();
    this.#doorbell.ring();
  }
}

/**
 * Over messages, in blocks of 10 ms. Their buffers come back to be reused; while none is here, samples are dropped.
 * There are as many as the engine's ring has room for: a browser that carries messages late, or runs many quanta at
 * once, loses nothing that shared memory would keep.
 */
class MessageOutput implements Output {
  readonly #renewals: MessagePort;
  #port: MessagePort;
  readonly #blockSamples = Math.max(1, Math.round(sampleRate / 100));
  readonly #pool: Float32Array<ArrayBuffer>[] = [];
  readonly #blocks: number;
  readonly #message: Mutable<Extract<CaptureMessage, { kind: 'samples' }>>;
  readonly #transfer: ArrayBuffer[] = [];
  #block: Float32Array<ArrayBuffer> | undefined;
  #filled = 0;
  /** Samples dropped since the last full block. */
  #missing = 0;
  /** Samples posted since the start, including missing ones. */
  #posted = 0;

  constructor({ port, renewals, capacity }: Extract<IntakePort, { kind: 'messages' }>) {
    this.#blocks = Math.ceil(capacity / this.#blockSamples);
    this.#message = { kind: 'samples', samples: new Float32Array(0), missing: 0, capturedAtMs: 0 };
    this.#port = port;
    this.#renewals = renewals;
    this.#use(port);
    renewals.onmessage = ({ data }: MessageEvent<RenewMessage>) => {
      this.#port.onmessage = null;
      this.#missing += this.#posted;
      this.#posted = 0;
      this.#use(data.port);
    };
  }

  /** Posts to this port from now on. All buffers are here again. */
  #use(port: MessagePort): void {
    this.#port = port;
    this.#pool.length = 0;
    for (let i = 0; i < this.#blocks; i++) this.#pool.push(new Float32Array(this.#blockSamples));
    port.onmessage = ({ data }: MessageEvent<BufferMessage>) => {
      if (data.samples.length === this.#blockSamples) this.#pool.push(data.samples);
    };
  }

  put(samples: Float32Array, length: number, timeMs: number): void {
    let at = 0;
    while (at < length) {
      this.#block ??= this.#pool.pop();
      const block = this.#block;
      if (block === undefined) {
        this.#missing += length - at;
        return;
      }
      const end = Math.min(length, at + block.length - this.#filled);
      while (at < end) block[this.#filled++] = samples[at++] as number;
      if (this.#filled === block.length) this.#post(block, timeMs - ((length - at) * 1000) / sampleRate);
    }
  }

  lose(samples: number): void {
    if (samples <= 0) return;
    this.#flush();
    this.#missing += samples;
  }

  end(): void {
    this.#flush();
    this.#port.postMessage({ kind: 'end', missing: this.#missing } satisfies CaptureMessage);
    this.#port.onmessage = null;
    this.#renewals.close();
  }

  /** Posts an incomplete block, so that the gap is marked at the right sample. It is rare, so it may allocate. */
  #flush(): void {
    const block = this.#block;
    if (block === undefined || this.#filled === 0) return;
    this.#pool.push(block);
    this.#post(block.slice(0, this.#filled), Date.now());
  }

  #post(samples: Float32Array<ArrayBuffer>, timeMs: number): void {
    this.#message.samples = samples;
    this.#message.missing = this.#missing;
    this.#message.capturedAtMs = timeMs;
    this.#transfer[0] = samples.buffer;
    this.#posted += this.#missing + samples.length;
    this.#port.postMessage(this.#message, this.#transfer);
    this.#block = undefined;
    this.#filled = 0;
    this.#missing = 0;
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
