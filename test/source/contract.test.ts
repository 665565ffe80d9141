// What every source promises, held once for all of them: see src/source/source.ts.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { microphone } from '#src/browser/microphone.js';
import { audioFile } from '#src/node/audio-file.js';
import { pcm } from '#src/node/pcm-stdin.js';
import { socket } from '#src/node/sockets/source.js';
import { replay } from '#src/source/replay.js';
import { shared } from '#src/source/shared.js';
import type { Intake, Source } from '#src/source/source.js';
import { FakeContext, fakeBrowser, LentIntake } from '../browser/fake-media.js';
import { makeWav } from '../node/make-wav.js';
import { FakeIntake } from './fake-intake.js';

const RATE = 8000;
const SAMPLES = 4000;
let folder = '';
let server: WebSocketServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-'));
  await writeFile(join(folder, 'clip.wav'), makeWav({ bits: 16, sampleRate: RATE, data: new Uint8Array(2 * SAMPLES) }));
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (client) => client.send(new Uint8Array(4 * SAMPLES)));
  await once(server, 'listening');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

interface Subject {
  readonly title: string;
  readonly live: boolean;
  readonly sampleRate: number;
  make(): Source;
  /** Whether everything that the source last made has taken is released. */
  released(): boolean | Promise<boolean>;
  intake(): Intake;
}

/** No room at all, until somebody closes the stream. */
class FullIntake extends FakeIntake {
  readonly #closed: Promise<void>;

  constructor(closed: Promise<void>) {
    super(0);
    this.#closed = closed;
  }

  override ready(): Promise<void> {
    this.waits++;
    return this.#closed;
  }
}

const silence = new Float32Array(SAMPLES);
let readable = Readable.from([]);
const subjects: readonly Subject[] = [
  {
    title: 'replay(), fast',
    live: false,
    sampleRate: RATE,
    make: () => replay(silence, { sampleRate: RATE }),
    released: () => true,
    intake: () => new FakeIntake(),
  },
  {
    title: 'replay(), in real time',
    live: true,
    sampleRate: RATE,
    make: () => replay(silence, { sampleRate: RATE, pace: 'real-time' }),
    released: () => true,
    intake: () => new FakeIntake(),
  },
  {
    title: 'audioFile()',
    live: false,
    sampleRate: RATE,
    make: () => audioFile(join(folder, 'clip.wav')),
    released: () => true,
    intake: () => new FakeIntake(),
  },
  {
    title: 'pcm()',
    live: false,
    sampleRate: RATE,
    make: () => {
      readable = Readable.from([new Uint8Array(2 * SAMPLES)]);
      return pcm(readable, { sampleRate: RATE });
    },
    released: () => readable.destroyed,
    intake: () => new FakeIntake(),
  },
  {
    title: 'socket()',
    live: true,
    sampleRate: RATE,
    make: () => socket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { sampleRate: RATE }),
    released: async () => {
      while (server.clients.size > 0) await new Promise((resolve) => setTimeout(resolve, 2));
      return true;
    },
    intake: () => new FakeIntake(),
  },
  {
    title: 'microphone()',
    live: true,
    sampleRate: 44_100,
    make: () => microphone(),
    released: () => {
      const { tracks } = navigator.mediaDevices as unknown as ReturnType<typeof fakeBrowser>['devices'];
      const closed = FakeContext.last === undefined || FakeContext.last.state === 'closed';
      return closed && tracks.every(({ readyState }) => readyState === 'ended');
    },
    intake: () => new LentIntake(),
  },
];

const { make: makeFast, ...fast } = subjects[0] as Subject;
const { make: makeMicrophone, ...ofMicrophone } = subjects.at(-1) as Subject;
const all: readonly Subject[] = [
  ...subjects,
  { ...fast, title: 'shared(replay()), fast', make: () => shared(makeFast()) },
  { ...ofMicrophone, title: 'shared(microphone())', make: () => shared(makeMicrophone()) },
];

describe.each(all)('$title', ({ make, live, sampleRate, released, intake }) => {
  beforeEach(() => void fakeBrowser());
  afterEach(() => void vi.unstubAllGlobals());

  it('has a name, and says whether it is live', () => {
    const source = make();
    expect(source.name).not.toBe('');
    expect(source.live).toBe(live);
  });

  it('opens with the true rate', async () => {
    const life = new AbortController();
    const source = make();
    expect((await source.open(life.signal)).sampleRate).toBe(sampleRate);
    life.abort();
    await source.feed(intake(), life.signal);
  });

  it('does not open when the signal has aborted, and has taken nothing', async () => {
    const reason = new Error('enough');
    const source = make();
    await expect(source.open(AbortSignal.abort(reason))).rejects.toBe(reason);
    await source.feed(intake(), AbortSignal.abort(reason));
    expect(await released()).toBe(true);
  });

  it('releases what it opened, and gives nothing, when it is fed from with a signal that has aborted', async () => {
    const life = new AbortController();
    const source = make();
    await source.open(life.signal);
    life.abort();
    const into = intake();
    await source.feed(into, life.signal);
    if (into instanceof FakeIntake) expect(into.log).toEqual([]);
    if (into instanceof LentIntake) expect(into.lent).toBe(0);
    expect(await released()).toBe(true);
  });

  it('stops feeding and releases everything when the signal aborts', async () => {
    const life = new AbortController();
    const source = make();
    await source.open(life.signal);
    const closed = new Promise<void>((resolve) => life.signal.addEventListener('abort', () => resolve()));
    const into = intake() instanceof FakeIntake ? new FullIntake(closed) : intake();
    const fed = source.feed(into, life.signal);
    setTimeout(() => life.abort(), 20);
    await fed;
    expect(await released()).toBe(true);
  });
});

describe.each(all.filter(({ live }) => !live))('$title, which is not live,', ({ make }) => {
  it('loses nothing, however little room there is, and ends', async () => {
    const life = new AbortController();
    const source = make();
    await source.open(life.signal);
    const into = new FakeIntake(37);
    await source.feed(into, life.signal);
    expect(into.log.length).toBe(SAMPLES);
    expect(into.log.every((value) => value >= 0)).toBe(true);
  });
});
