// Sound that comes in long messages over a WebSocket: the bound on waiting counts from when it comes, so nothing of it
// is too old on arrival.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { keywords, openStream, readAudio, replay, type Stream, socket } from '#src/node/index.js';

const audio = await readAudio(new URL('../../dist/assets/recording.wav', import.meta.url));
const said = JSON.parse(await readFile(new URL('../../dist/assets/recording.json', import.meta.url), 'utf8')) as {
  label: string;
}[];
/** The first seconds of the recording: some of the words, sent faster than they were spoken. */
const SECONDS = 12;
const sound = audio.samples.subarray(0, SECONDS * audio.sampleRate);
const SPEED = 4;
/** More than the machine ever makes a thread wait, and less than the longest messages last. */
const maxLatencyMs = 1000;

let server: WebSocketServer;
let url: string;

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('connection', (client, request) => {
    const block = Number(new URL(String(request.url), 'ws://localhost').searchParams.get('block'));
    let at = 0;
    const timer = setInterval(
      () => {
        if (at >= sound.length) {
          clearInterval(timer);
          client.close(1000);
          return;
        }
        client.send(sound.slice(at, at + block));
        at += block;
      },
      (block * 1000) / audio.sampleRate / SPEED,
    );
  });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

async function heard(stream: Stream): Promise<readonly string[]> {
  const [detections, predictions, stats] = await Promise.all([
    lastValueFrom(stream.detections$.pipe(toArray())),
    lastValueFrom(stream.predictions$.pipe(toArray())),
    lastValueFrom(stream.stats$),
  ]);
  expect(stats).toMatchObject({ dropped: 0, skipped: 0, missed: 0 });
  expect(predictions.length).toBeGreaterThan(SECONDS * 40);
  return detections.map(({ label }) => label);
}

describe.each(['shared', 'messages'] as const)('sound in long messages over a WebSocket, transport %s', (transport) => {
  it.each([4096, 15_000, 16_000, 24_000, 48_000])('of %i samples is heard whole', async (block) => {
    const file = await openStream({ source: replay(sound, { sampleRate: audio.sampleRate }), model: keywords });
    const expected = await heard(file);
    expect(expected.length).toBeGreaterThan(1);
    expect(said.map(({ label }) => label)).toEqual(expect.arrayContaining([...expected]));
    const source = socket(`${url}?block=${block}`, { sampleRate: audio.sampleRate });
    const stream = await openStream({ source, model: keywords, transport, maxLatencyMs });
    expect(await heard(stream)).toEqual(expected);
  });

  it('is heard whole where a source replays it in long blocks in real time', async () => {
    const piece = sound.subarray(0, 2 * audio.sampleRate);
    const options = { sampleRate: audio.sampleRate, pace: 'real-time', blockSamples: 32_000 } as const;
    const stream = await openStream({ source: replay(piece, options), model: keywords, transport, maxLatencyMs });
    const stats = await lastValueFrom(
      stream.stats$.pipe((all) => {
        stream.predictions$.subscribe();
        return all;
      }),
    );
    expect(stats).toMatchObject({ dropped: 0, skipped: 0, missed: 0 });
  });
});

describe('a stream that leaves samples out', () => {
  it('says so on events$, with the counts', async () => {
    const source = {
      name: 'too much at once',
      live: true,
      open: async () => ({ sampleRate: 16_000 }),
      async feed(intake: { push(samples: Float32Array): number; lose(samples: number): void }) {
        intake.push(new Float32Array(100));
        intake.lose(1600);
        intake.push(new Float32Array(1600));
      },
    };
    const stream = await openStream({ source: source as never, model: keywords });
    const events = lastValueFrom(stream.events$.pipe(toArray()));
    stream.predictions$.subscribe();
    const messages = (await events).map((event) => (event.kind === 'warning' ? event.message : event.kind));
    expect(messages.join()).toMatch(/1600 samples were dropped/);
  });
});

describe('a source', () => {
  it('feeds one stream: a second one is refused, and told to use a new one', async () => {
    const source = replay(sound, { sampleRate: audio.sampleRate });
    const first = await openStream({ source, model: keywords });
    await expect(openStream({ source, model: keywords })).rejects.toThrow(
      /a source feeds one stream, once: received 'replay' a second time; make a new one/,
    );
    await first.close();
  });
});
