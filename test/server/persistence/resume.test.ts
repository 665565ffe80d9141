// Connections break and servers are killed: a client still gets every result once, with the bits of an undisturbed
// stream.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Client, connect, type ServedEvent, type ServedPrediction, writeModel } from '#src/node/index.js';
import { blockFrame } from '#src/protocol/client-frames.js';
import { startSluice } from '../../support/command.js';
import { CuttingProxy } from '../cutting-proxy.js';
import { alone, bits, CHANNELS, detectionsAlone, model, Raw, rowsOf, serve } from '../stand.js';

const QUICK = { firstMs: 20, ceilingMs: 100 };
const folder = await mkdtemp(join(tmpdir(), 'sluice-state-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const ROWS = 1500;
const rows = rowsOf(ROWS);

/** Sends all rows, a few every few ms, and tells what came back. `disturb` is called at every hundredth row. */
async function sendAll(client: Client, disturb: (row: number) => Promise<void> | void) {
  const stream = await client.open({ stream: 'pump', maxDelayMs: 10_000 });
  const predictions: ServedPrediction[] = [];
  const detections: [number, string][] = [];
  const events: ServedEvent[] = [];
  stream.predictions$.subscribe((prediction) => predictions.push(prediction));
  stream.detections$.subscribe(({ index, label }) => detections.push([index, label]));
  stream.events$.subscribe((event) => events.push(event));
  for (let row = 0; row < ROWS; row += 5) {
    stream.send(rows.subarray(row * CHANNELS, (row + 5) * CHANNELS));
    if (row % 100 === 0) await disturb(row);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await stream.close();
  return { predictions, detections, events };
}

describe('a client whose connection breaks again and again', () => {
  it('gets every prediction and detection once, to the bit', async () => {
    await using server = await serve();
    await using proxy = await CuttingProxy.start(server.port);
    await using client = await connect(proxy.url, { backOff: QUICK });
    const heard = await sendAll(client, (row) => {
      if (row % 300 === 200) proxy.cut();
    });
    expect(heard.events.filter(({ kind }) => kind === 'resumed').length).toBeGreaterThanOrEqual(3);
    expect(bits(heard.predictions)).toEqual(bits(await alone(rows)));
    expect(heard.detections).toEqual((await detectionsAlone(rows)).map(({ index, label }) => [index, label]));
  });

  it('finds its stream forgotten after the time that streams are kept', async () => {
    await using server = await serve({ keepMs: 100 });
    const first = new Raw(server.socketUrl);
    await first.told('welcome');
    first.say({ kind: 'open', number: 0, stream: 'pump' });
    const { token } = await first.told('opened');
    first.end();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const second = new Raw(server.socketUrl);
    await second.told('welcome');
    second.say({ kind: 'open', number: 0, stream: 'pump', resume: { token, predictions: 0, detections: 0 } });
    expect(await second.told('opened')).toMatchObject({ resumed: false });
    second.end();
  });
});

describe('a stream number on a connection', () => {
  const row = new Uint8Array(4 * CHANNELS);
  const OPEN = { kind: 'open', number: 0, stream: 'pump' };
  const block = (stream: number, sequence: number) =>
    blockFrame({ stream, sequence, timeMs: Number.NaN, position: sequence - 1 }, row);

  it('ends when its stream is continued under another number', async () => {
    await using server = await serve({ limits: { streams: 3 } });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say(OPEN);
    const { token } = await raw.told('opened');
    const resume = { token, predictions: 0, detections: 0 };
    raw.say({ ...OPEN, number: 1, resume });
    await raw.told('opened', 2);
    for (const number of [2, 3]) raw.say({ ...OPEN, number, resume });
    await raw.until(() => raw.texts.some(({ kind, number }) => kind === 'opened' && number === 3));
    const told = raw.texts.slice(2).map(({ kind, number, code }) => [kind, number, code]);
    expect(told).toEqual([
      ['closed', 0, 4468],
      ['opened', 1, undefined],
      ['closed', 1, 4468],
      ['opened', 2, undefined],
      ['closed', 2, 4468],
      ['opened', 3, undefined],
    ]);
    raw.messages.length = 0;
    raw.socket.send(Buffer.concat([block(0, 1), block(3, 1)]));
    await raw.until(() => raw.messages.some((message) => message[0] === 17));
    expect(raw.messages.map((message) => message.readUInt32LE(4))).toEqual(raw.messages.map(() => 3));
    raw.end();
  });

  it('is free again when the stream that ended under it is replaced, acknowledged or not', async () => {
    await using server = await serve({ limits: { streams: 2 } });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    for (const number of [0, 1, 2, 0]) {
      const from = raw.texts.length;
      raw.say({ ...OPEN, number });
      expect(await raw.told('opened', from)).toMatchObject({ number, resumed: false });
      raw.socket.send(block(number, 1));
      raw.say({ kind: 'close', number });
      await raw.told('closed', from);
    }
    raw.end();
  });
});

describe('a server that is killed in the middle', () => {
  it('gives the same results after it is started again with its folder', async () => {
    const file = join(folder, 'rows.safetensors');
    await writeFile(file, writeModel(model));
    const start = async (port: number) => {
      const args = ['serve', '--json', '--port', String(port), '--model', file, '--state', join(folder, 'state')];
      const child = startSluice([...args, '--save-every', '40', '--log-level', 'warn']);
      const line = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
        child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
      });
      return { child, url: (JSON.parse(line) as { socketUrl: string }).socketUrl };
    };
    let running = await start(0);
    const port = Number(new URL(running.url).port);
    await using client = await connect(running.url, { backOff: QUICK });
    const heard = await sendAll(client, async (row) => {
      if (row !== 300 && row !== 800 && row !== 1100) return;
      const gone = new Promise((resolve) => running.child.once('exit', resolve));
      running.child.kill(row === 1100 ? 'SIGTERM' : 'SIGKILL');
      await gone;
      running = await start(port);
    });
    const ended = new Promise((resolve) => running.child.once('exit', resolve));
    running.child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(heard.events.filter(({ kind }) => kind === 'resumed').length).toBe(3);
    expect(heard.events.filter(({ kind }) => kind === 'restarted' || kind === 'lost')).toEqual([]);
    expect(bits(heard.predictions)).toEqual(bits(await alone(rows)));
    expect(heard.detections).toEqual((await detectionsAlone(rows)).map(({ index, label }) => [index, label]));
  }, 60_000);
});
