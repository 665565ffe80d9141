// Two models on one fake microphone in a real Chromium: one question to the person, one capture, the same bits.
import { describe, expect, it } from 'vitest';
import { recordingFile, withPage } from './page.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

describe('a shared microphone in Chromium', { retry: 2 }, () => {
  it.each([
    { isolated: true, transport: 'shared', title: 'through shared memory' },
    { isolated: false, transport: 'messages', title: 'by messages' },
  ])('is asked for once and gives every model the same samples, $title', async ({ isolated, transport }) => {
    const heard = await withPage({ isolated, microphone: recordingFile }, (page) => page.evaluate(listen));
    expect(heard.transports).toEqual([transport, transport, transport, transport]);
    expect([heard.asked, heard.contexts]).toEqual([1, 1]);
    expect(heard.sampleRates).toEqual(Array.from({ length: 4 }, () => heard.sampleRates[0]));
    const { closed, whole, other, late } = heard.predictions;
    expect(whole.length).toBeGreaterThan(closed.length);
    expect(closed.length).toBeGreaterThan(20);
    expect(closed).toEqual(whole.slice(0, closed.length));
    expect(other.length).toBeGreaterThan(closed.length);
    expect(late.length).toBeGreaterThan(20);
    expect(late.length).toBeLessThan(whole.length);
    expect(heard.firstOfLate).toBe(0);
    expect(heard.dropped).toEqual([0, 0, 0, 0]);
    expect(heard.released).toEqual([false, true]);
  });
});

/** Runs in the page. */
async function listen() {
  const { microphone, openStream, predictionBytes, shared } = await (globalThis as unknown as Page).load('sluice');
  const tracks: MediaStreamTrack[] = [];
  let contexts = 0;
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    tracks.push(...stream.getAudioTracks());
    return stream;
  };
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts++;
    }
  };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const source = shared(microphone());
  const [words, commands] = ['/dist/models/keywords.safetensors', '/dist/models/commands.safetensors'] as const;
  const streams = [
    await openStream({ source, model: words }),
    await openStream({ source, model: words }),
    await openStream({ source, model: commands }),
  ];
  const predictions: string[][] = [[], [], [], []];
  const dropped = [-1, -1, -1, -1];
  let firstOfLate = -1;
  const subscribe = (i: number) => {
    streams[i]?.stats$.subscribe((stats) => {
      dropped[i] = stats.dropped;
    });
    streams[i]?.predictions$.subscribe((prediction) => {
      if (i === 3 && predictions[3]?.length === 0) firstOfLate = prediction.index;
      predictions[i]?.push(`${prediction.index} ${predictionBytes(prediction)}`);
    });
  };
  for (const i of [0, 1, 2]) subscribe(i);
  await pause(1500);
  await streams[0]?.close();
  streams.push(await openStream({ source, model: words }));
  subscribe(3);
  await pause(1500);
  await streams[3]?.close();
  await streams[2]?.close();
  const before = tracks.every(({ readyState }) => readyState === 'ended');
  await streams[1]?.close();
  const after = tracks.every(({ readyState }) => readyState === 'ended');
  const [closed = [], whole = [], other = [], late = []] = predictions;
  return {
    transports: streams.map(({ transport }) => transport),
    sampleRates: streams.map(({ sampleRate }) => sampleRate),
    asked: tracks.length,
    contexts,
    predictions: { closed, whole, other, late },
    firstOfLate,
    dropped,
    released: [before, after],
  };
}
