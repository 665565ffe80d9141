// What is counted between two predictions, and what was dropped, outlives a server that is killed.
import { describe, expect, it } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { temporaryFolder } from '../../support/folder.js';
import { CHANNELS, Raw, rowsOf, serve } from '../stand.js';

const [PREDICTION, ACCEPTED] = [17, 19];

function rowsFrom(position: number, count: number, sequence: number): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(rowsOf(count, 1 + sequence).slice().buffer);
  return blockFrame({ stream: 0, sequence, timeMs: Number.NaN, position }, payload);
}

async function opened(url: string, more: object): Promise<Raw> {
  const raw = new Raw(url);
  await raw.told('welcome');
  raw.say({ kind: 'open', number: 0, stream: 'pump', drop: 'none', ...more });
  await raw.told('opened');
  return raw;
}

const saved = (raw: Raw, sequence: number) =>
  raw.until(() => raw.messages.some((message) => message[0] === ACCEPTED && message.readUInt32LE(8) === sequence));

describe('a restart', () => {
  it('keeps the time behind which no row of a series goes back', async () => {
    const state = temporaryFolder().path;
    const series = { model: 'anomaly', channels: 1, encoding: 'json', predictions: 'all' };
    const START = 1_709_251_200_000;
    let token = '';
    {
      await using server = await serve({ state, saveEveryMs: 20 });
      const raw = await opened(server.socketUrl, series);
      token = String((await raw.told('opened')).token);
      raw.say({ kind: 'block', number: 0, sequence: 1, values: [START, 1, START + 10, 2] });
      await raw.until(() => raw.texts.some(({ kind, blocks }) => kind === 'accepted' && blocks === 1));
      raw.end();
    }
    await using server = await serve({ state });
    const raw = await opened(server.socketUrl, { ...series, resume: { token, predictions: 2, detections: 0 } });
    raw.say({ kind: 'block', number: 0, sequence: 2, values: [START + 5, 3] });
    expect(await raw.told('prediction')).toMatchObject({ index: 2, timeMs: START + 10 });
    raw.end();
  });

  it('keeps the gap that the next of every fifth predictions has to tell', async () => {
    const state = temporaryFolder().path;
    let token = '';
    {
      await using server = await serve({ state, saveEveryMs: 20 });
      const raw = await opened(server.socketUrl, { predictions: 5 });
      token = String((await raw.told('opened')).token);
      raw.socket.send(rowsFrom(0, 6, 1)); // predictions 0 to 5, of which 4 is sent
      raw.socket.send(rowsFrom(13, 1, 2)); // 7 rows are missing, then prediction 6
      await saved(raw, 2);
      raw.end();
    }
    await using server = await serve({ state });
    const raw = await opened(server.socketUrl, { predictions: 5, resume: { token, predictions: 5, detections: 99 } });
    raw.socket.send(rowsFrom(14, 3, 3));
    await raw.until(() => raw.messages.some((message) => message[0] === PREDICTION));
    const message = raw.messages.find((each) => each[0] === PREDICTION) as Buffer;
    expect([message.readUInt32LE(8), message.readUInt32LE(32)]).toEqual([9, 7]);
    raw.end();
  });

  it('keeps how many predictions its client will not get', async () => {
    const state = temporaryFolder().path;
    const limits = { keptBytes: 1000 };
    let token = '';
    {
      await using server = await serve({ state, saveEveryMs: 20, limits });
      const raw = await opened(server.socketUrl, {});
      token = String((await raw.told('opened')).token);
      raw.socket.send(rowsFrom(0, 200, 1));
      await saved(raw, 1);
      raw.end();
    }
    await using server = await serve({ state, limits });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    const resume = { token, predictions: 0, detections: 0 };
    raw.say({ kind: 'open', number: 0, stream: 'pump', drop: 'none', resume });
    const { lost, predictions } = (await raw.told('opened')) as { lost: number; predictions: number };
    expect(predictions).toBe(200);
    expect(lost).toBeGreaterThan(150);
    expect(CHANNELS).toBe(4);
    raw.end();
  });
});
