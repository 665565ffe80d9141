// The built worklet file, loaded into a scope that looks like an AudioWorklet's.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type Context, createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaptureCommand, CaptureMessage, IntakePort, JoinMessage } from '#src/ring/capture-port.js';
import { DOORBELL_BYTES, DoorbellWaiter } from '#src/ring/doorbell.js';
import { RingReader, ringBytes } from '#src/ring/ring.js';

interface Processor {
  readonly port: FakePort;
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

/** The end of a node's port that the processor sees. */
class FakePort {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  tell(command: CaptureCommand): void {
    this.onmessage?.({ data: command });
  }
}

const RATE = 48_000;
const SILENT_OUTPUT = (quantum: number) => [[new Float32Array(quantum)]];
let code = '';

beforeAll(async () => {
  code = await readFile(new URL('../../dist/worklets/capture.js', import.meta.url), 'utf8');
});

function capture(): Processor {
  let Registered: (new () => Processor) | undefined;
  const scope: Context = createContext({
    sampleRate: RATE,
    // The arrays of the scope and of the test must be the same classes, as they are where a browser passes them in.
    Float32Array,
    Int32Array,
    Float64Array,
    SharedArrayBuffer,
    Atomics,
    AudioWorkletProcessor: class {
      readonly port = new FakePort();
    },
    registerProcessor: (name: string, processor: new () => Processor) => {
      expect(name).toBe('sluice-capture');
      Registered = processor;
    },
  });
  runInContext(code, scope);
  return new (Registered as new () => Processor)();
}

function shared(processor: Processor, capacity: number): { reader: RingReader; bell: DoorbellWaiter } {
  const ring = new SharedArrayBuffer(ringBytes(capacity));
  const doorbell = new SharedArrayBuffer(DOORBELL_BYTES);
  processor.port.tell({ kind: 'start', into: { kind: 'shared', ring, doorbell, stream: 0, transfer: [] } });
  return { reader: new RingReader(ring), bell: new DoorbellWaiter(doorbell) };
}

function readAll(reader: RingReader): Float32Array {
  const samples = new Float32Array(reader.available);
  reader.read(samples, samples.length);
  return samples;
}

/** Channels of small whole numbers, of which any mean of up to six is told apart by every channel's part in it. */
function channelsOf(count: number, quantum: number, turn: number): Float32Array[] {
  return Array.from({ length: count }, (_, channel) =>
    Float32Array.from({ length: quantum }, (_, i) => (turn * quantum + i + 1) * 7 ** channel),
  );
}

function meanOf(channels: Float32Array[], i: number): number {
  let sum = 0;
  for (const channel of channels) sum += channel[i] as number;
  return Math.fround(sum / channels.length);
}

describe('the built capture worklet', () => {
  it('is one file without imports', () => {
    expect(code).not.toMatch(/^\s*import\b/m);
    expect(code).not.toMatch(/\bimport\(/);
  });

  for (const quantum of [1, 128, 1000]) {
    for (const count of [1, 2, 3, 6]) {
      it(`mixes ${count} channels in quanta of ${quantum} to their mean`, () => {
        const processor = capture();
        const { reader } = shared(processor, 8192);
        for (let turn = 0; turn < 4; turn++) {
          const channels = channelsOf(count, quantum, turn);
          expect(processor.process([channels], SILENT_OUTPUT(quantum))).toBe(true);
          const mono = readAll(reader);
          expect(mono.length).toBe(quantum);
          for (let i = 0; i < quantum; i++) expect(mono[i]).toBe(meanOf(channels, i));
        }
        expect(reader.dropped).toBe(0);
      });
    }

    it(`takes an input without channels for ${quantum} zeros, so that time goes on`, () => {
      const processor = capture();
      const { reader } = shared(processor, 8192);
      processor.process([channelsOf(1, quantum, 0)], SILENT_OUTPUT(quantum));
      processor.process([[]], SILENT_OUTPUT(quantum));
      processor.process([], SILENT_OUTPUT(quantum));
      const mono = readAll(reader);
      expect(mono.length).toBe(3 * quantum);
      expect(mono.subarray(quantum).every((value) => value === 0)).toBe(true);
    });
  }

  it('puts nothing in before it is told where', () => {
    const processor = capture();
    expect(processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128))).toBe(true);
    const { reader } = shared(processor, 1024);
    processor.process([channelsOf(1, 128, 1)], SILENT_OUTPUT(128));
    expect(readAll(reader)[0]).toBe(129);
  });

  it('says once that it has started, with the first samples that it puts in', () => {
    const processor = capture();
    processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128));
    shared(processor, 1024);
    expect(processor.port.posted).toEqual([]);
    for (let turn = 1; turn < 4; turn++) processor.process([channelsOf(1, 128, turn)], SILENT_OUTPUT(128));
    expect(processor.port.posted).toEqual([{ kind: 'started' }]);
  });

  it('leaves its output silent', () => {
    const processor = capture();
    shared(processor, 1024);
    const output = SILENT_OUTPUT(128);
    processor.process([channelsOf(1, 128, 0)], output);
    expect(output[0]?.[0]?.every((value) => value === 0)).toBe(true);
  });

  it('counts what finds no room, marks where it is missing, and goes on', () => {
    const processor = capture();
    const { reader } = shared(processor, 256);
    for (let turn = 0; turn < 3; turn++) processor.process([channelsOf(1, 100, turn)], SILENT_OUTPUT(100));
    expect(reader.dropped).toBe(44);
    expect(readAll(reader).at(-1)).toBe(256);
    processor.process([channelsOf(1, 100, 3)], SILENT_OUTPUT(100));
    expect(reader.takeGap()).toBe(44);
    expect(readAll(reader)[0]).toBe(301);
  });

  it('marks the samples that its page says never came', () => {
    const processor = capture();
    const { reader } = shared(processor, 1024);
    processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128));
    processor.port.tell({ kind: 'gap', samples: 48_000 });
    processor.process([channelsOf(1, 128, 1)], SILENT_OUTPUT(128));
    readAll(reader);
    expect(reader.takeGap()).toBe(48_000);
    expect(readAll(reader).length).toBe(128);
  });

  it('stamps when its samples were captured', () => {
    const processor = capture();
    const { reader } = shared(processor, 1024);
    const before = Date.now();
    processor.process([channelsOf(1, 480, 0)], SILENT_OUTPUT(480));
    const after = Date.now();
    reader.skip(480);
    reader.arrive();
    const capturedAtMs = reader.capturedAtMs(RATE / 1000);
    expect(reader.putAtMs(RATE / 1000)).toBe(capturedAtMs);
    expect(capturedAtMs).toBeGreaterThanOrEqual(before);
    expect(capturedAtMs).toBeLessThanOrEqual(after);
  });

  it('rings the doorbell for every quantum', async () => {
    const processor = capture();
    const { bell } = shared(processor, 1024);
    bell.look();
    processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128));
    expect(await bell.waitAsync(60_000)).toBe(true);
  });

  it('stops when told: says so once, ends the ring, and process() returns false', () => {
    const processor = capture();
    const { reader } = shared(processor, 1024);
    processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128));
    processor.port.tell({ kind: 'stop' });
    processor.port.tell({ kind: 'stop' });
    expect(reader.ended).toBe(true);
    expect(processor.port.posted).toEqual([{ kind: 'started' }, { kind: 'stopped' }]);
    expect(processor.process([channelsOf(1, 128, 1)], SILENT_OUTPUT(128))).toBe(false);
    expect(reader.waiting).toBe(128);
  });

  it('stops when told before it was started', () => {
    const processor = capture();
    processor.port.tell({ kind: 'stop' });
    expect(processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128))).toBe(false);
  });
});

describe('process() of the built capture worklet', () => {
  it('allocates nothing', () => {
    const processor = capture();
    const { reader } = shared(processor, 1024);
    const inputs = [channelsOf(2, 128, 0)];
    const output = SILENT_OUTPUT(128);
    const calls = 2000;
    const round = () => {
      const before = process.memoryUsage().heapUsed;
      for (let call = 0; call < calls; call++) {
        processor.process(inputs, output);
        reader.skip(128);
      }
      return process.memoryUsage().heapUsed - before;
    };
    for (let warmUp = 0; warmUp < 20; warmUp++) round();
    const bytes = Array.from({ length: 20 }, round).sort((a, b) => a - b);
    // The median, for a collection in the middle of a round makes its number too small. A clock's number takes up to 16
    // bytes; the smallest typed array takes over 100.
    expect((bytes[10] as number) / calls).toBeLessThan(40);
  });
});

describe('the built capture worklet, for streams that share it', () => {
  /** The ring of a stream with room for so many samples, and what to lend of it. */
  function stream(capacity: number): { reader: RingReader; into: IntakePort } {
    const ring = new SharedArrayBuffer(ringBytes(capacity));
    const doorbell = new SharedArrayBuffer(DOORBELL_BYTES);
    return { reader: new RingReader(ring), into: { kind: 'shared', ring, doorbell, stream: 0, transfer: [] } };
  }

  it('writes the same samples and gaps for all; who joins gets what follows, who leaves no more', async () => {
    const processor = capture();
    const [first, second, late] = [stream(1024), stream(1024), stream(1024)];
    const { port1: owner, port2: members } = new MessageChannel();
    const ports = [first.into, second.into];
    processor.port.tell({ kind: 'start', into: { kind: 'several', ports, members, transfer: [] } });
    const run = (turn: number) => processor.process([channelsOf(1, 128, turn)], SILENT_OUTPUT(128));
    const told = async (message: JoinMessage) => {
      const came = once(members as unknown as EventTarget, 'message');
      owner.postMessage(message);
      await came;
    };
    run(0);
    await told({ kind: 'join', into: late.into });
    processor.port.tell({ kind: 'gap', samples: 7 });
    run(1);
    await told({ kind: 'leave', at: 0 });
    run(2);
    const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i + 1);
    expect([...readAll(first.reader)]).toEqual(numbers(0, 128));
    expect(first.reader.takeGap()).toBe(7);
    expect([...readAll(first.reader)]).toEqual(numbers(128, 256));
    expect(first.reader.ended).toBe(true);
    expect([...readAll(second.reader)]).toEqual(numbers(0, 128));
    expect(second.reader.takeGap()).toBe(7);
    expect([...readAll(second.reader)]).toEqual(numbers(128, 384));
    expect(late.reader.takeGap()).toBe(7);
    expect([...readAll(late.reader)]).toEqual(numbers(128, 384));
    owner.close();
  });

  it('drops only the samples of the stream that has no room', () => {
    const processor = capture();
    const [small, large] = [stream(128), stream(1024)];
    const { port1: owner, port2: members } = new MessageChannel();
    const ports = [small.into, large.into];
    processor.port.tell({ kind: 'start', into: { kind: 'several', ports, members, transfer: [] } });
    for (let turn = 0; turn < 3; turn++) processor.process([channelsOf(1, 128, turn)], SILENT_OUTPUT(128));
    expect([small.reader.dropped, large.reader.dropped]).toEqual([256, 0]);
    expect(readAll(large.reader).length).toBe(384);
    owner.close();
  });
});

describe('the built capture worklet, over messages', () => {
  interface Posted {
    readonly received: CaptureMessage[];
    readonly engine: MessagePort;
    /** The far end of `renewals`. */
    readonly owner: MessagePort;
    /** Resolves when so many messages have come. */
    until(count: number): Promise<void>;
  }

  function posting(processor: Processor, capacity = 64 * 480): Posted {
    const { port1: engine, port2: port } = new MessageChannel();
    const { port1: owner, port2: renewals } = new MessageChannel();
    const received: CaptureMessage[] = [];
    engine.onmessage = ({ data }: MessageEvent<CaptureMessage>) => received.push(data);
    processor.port.tell({ kind: 'start', into: { kind: 'messages', port, renewals, capacity, transfer: [] } });
    const until = async (count: number) => {
      while (received.length < count) await once(engine as unknown as EventTarget, 'message');
    };
    return { received, engine, owner, until };
  }

  function samplesOf(messages: readonly CaptureMessage[]): number[] {
    return messages.flatMap((message) => (message.kind === 'samples' ? [...message.samples] : []));
  }

  for (const quantum of [1, 128, 1000]) {
    it(`posts blocks of 10 ms whatever the quantum, here ${quantum}`, async () => {
      const processor = capture();
      const { received, engine, until } = posting(processor);
      const offered = 480 * 5;
      for (let turn = 0; (turn + 1) * quantum <= offered; turn++) {
        processor.process([channelsOf(1, quantum, turn)], SILENT_OUTPUT(quantum));
      }
      const put = Math.floor(offered / quantum) * quantum;
      await until(Math.floor(put / 480));
      const blocks = received.map((message) => (message.kind === 'samples' ? message.samples.length : -1));
      expect(new Set(blocks)).toEqual(new Set([480]));
      processor.port.tell({ kind: 'stop' });
      await until(Math.ceil(put / 480) + 1);
      expect(samplesOf(received)).toEqual(Array.from({ length: put }, (_, i) => i + 1));
      expect(received.at(-1)).toEqual({ kind: 'end', missing: 0 });
      engine.close();
    });
  }

  it('drops and counts while every buffer is away, and goes on when they come back', async () => {
    const processor = capture();
    const { received, engine, until } = posting(processor);
    for (let turn = 0; turn < 70; turn++) processor.process([channelsOf(1, 480, turn)], SILENT_OUTPUT(480));
    await until(64);
    expect(received.length).toBe(64);
    const [first, second] = received;
    for (const message of [first, second]) {
      if (message?.kind !== 'samples') throw new Error('no block');
      engine.postMessage({ kind: 'buffer', samples: message.samples }, [message.samples.buffer]);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let turn = 70; turn < 73; turn++) processor.process([channelsOf(1, 480, turn)], SILENT_OUTPUT(480));
    await until(66);
    const [back, next] = received.slice(64);
    expect(back).toMatchObject({ kind: 'samples', missing: 6 * 480 });
    expect(samplesOf([back as CaptureMessage])[0]).toBe(70 * 480 + 1);
    expect(next).toMatchObject({ kind: 'samples', missing: 0 });
    processor.port.tell({ kind: 'stop' });
    await until(67);
    expect(received.at(-1)).toEqual({ kind: 'end', missing: 480 });
    engine.close();
  });

  it('keeps a burst of as many samples as the engine has room for, however late their buffers come back', async () => {
    const processor = capture();
    const room = 2 ** 18; // of a stream whose samples may wait 2.5 s: see ringCapacity
    const { received, engine, until } = posting(processor, room);
    const turns = Math.floor(room / 128);
    for (let turn = 0; turn < turns; turn++) processor.process([channelsOf(1, 128, turn)], SILENT_OUTPUT(128));
    processor.port.tell({ kind: 'stop' });
    await until(Math.ceil(room / 480) + 1);
    expect(samplesOf(received).length).toBe(turns * 128);
    expect(received.every((message) => message.missing === 0)).toBe(true);
    engine.close();
  });

  it('posts what there is before it marks a gap', async () => {
    const processor = capture();
    const { received, engine, until } = posting(processor);
    processor.process([channelsOf(1, 128, 0)], SILENT_OUTPUT(128));
    processor.port.tell({ kind: 'gap', samples: 1000 });
    for (let turn = 1; turn < 6; turn++) processor.process([channelsOf(1, 128, turn)], SILENT_OUTPUT(128));
    await until(2);
    expect(samplesOf(received.slice(0, 1)).length).toBe(128);
    expect(received[1]).toMatchObject({ kind: 'samples', missing: 1000 });
    engine.close();
  });
});
