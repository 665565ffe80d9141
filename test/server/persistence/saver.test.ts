// Saved streams on a disk that fails: they go on, nothing is acknowledged, and the server stays up.
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Deferred } from '#src/deferred.js';
import { randomModel } from '#src/harness/random-model.js';
import { blockFrame } from '#src/protocol/client-frames.js';
import { CODES } from '#src/protocol/closing.js';
import { Counters } from '#src/server/metrics/counters.js';
import type { ServeOptions } from '#src/server/options.js';
import { Saver } from '#src/server/persistence/saver.js';
import { StateFolder } from '#src/server/persistence/state-folder.js';
import { temporaryFolder } from '../../support/folder.js';
import { alone, CHANNELS, detectionsAlone, Raw, rowsOf, serve } from '../stand.js';

const row = new Uint8Array(4 * CHANNELS);
const OPEN = { kind: 'open', number: 0, stream: 'pump' };
const ACCEPTED = 19;

afterEach(() => {
  vi.restoreAllMocks();
});

/** The newest block that the client was told to forget. */
function forgotten(raw: Raw): number {
  const accepted = raw.messages.filter((message) => message[0] === ACCEPTED);
  return accepted.at(-1)?.readUInt32LE(8) ?? 0;
}

/** Keeps the logged sentences. */
function journal() {
  const told: string[] = [];
  const note = (_: unknown, sentence: string) => void told.push(sentence);
  const log = { debug: note, info: note, warn: note, error: note } as unknown as NonNullable<ServeOptions['log']>;
  return { told, log };
}

describe('a folder that cannot be synced', () => {
  it('acknowledges nothing until it can; the stream, later rounds and the end go on', async () => {
    const { told, log } = journal();
    const settle = vi.spyOn(StateFolder.prototype, 'settle').mockRejectedValue(new Error('EIO'));
    await using server = await serve({ state: temporaryFolder().path, saveEveryMs: 20, log });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ ...OPEN, drop: 'none' }); // on a busy machine nothing is dropped
    await raw.told('opened');
    raw.socket.send(blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 }, row));
    const callsBefore = settle.mock.calls.length;
    while (settle.mock.calls.length < callsBefore + 3) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(forgotten(raw)).toBe(0);
    expect(told).toContain('streams that were saved may not be on the disk');
    settle.mockRestore();
    await raw.until(() => forgotten(raw) === 1);
    vi.spyOn(StateFolder.prototype, 'settle').mockRejectedValue(new Error('EIO'));
    raw.socket.send(blockFrame({ stream: 0, sequence: 2, timeMs: Number.NaN, position: 1 }, row));
    await server.close();
    expect((await raw.closed).code).toBe(1001);
  });

  it('a stream that could not be opened leaves its name free', async () => {
    await using server = await serve({ state: temporaryFolder().path });
    vi.spyOn(Saver.prototype, 'saveOne').mockRejectedValueOnce(new Error('EIO'));
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say(OPEN);
    expect(await raw.told('refused')).toMatchObject({ number: 0, code: CODES.FAILED });
    raw.say({ ...OPEN, number: 1 });
    expect(await raw.told('opened')).toMatchObject({ number: 1 });
    raw.end();
  });
});

describe('a detector that was changed', () => {
  it('keeps its changes when the server is started again', async () => {
    const state = temporaryFolder().path;
    const changes = { enter: { odd: 2, broken: 2 } };
    let token = '';
    {
      await using server = await serve({ state, saveEveryMs: 100_000 });
      const raw = new Raw(server.socketUrl);
      await raw.told('welcome');
      raw.say({ ...OPEN, drop: 'none' });
      token = String((await raw.told('opened')).token);
      raw.say({ kind: 'set-detector', request: 1, stream: 'pump', settings: changes });
      await raw.told('done');
      raw.say({ kind: 'set-detector', request: 2, stream: 'pump', settings: { minDurationMs: 0 } });
      await raw.until(() => raw.texts.some(({ request }) => request === 2));
    }
    await using server = await serve({ state });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ ...OPEN, drop: 'none', resume: { token, predictions: 0, detections: 0 } });
    expect(await raw.told('opened')).toMatchObject({ resumed: true });
    const rows = rowsOf(200);
    const payload = new Uint8Array(rows.buffer);
    raw.socket.send(blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 }, payload));
    raw.say({ kind: 'close', number: 0 });
    await raw.told('closed');
    raw.say({ kind: 'list', request: 3 });
    const { streams } = await raw.told('streams');
    expect(streams).toMatchObject([{ predictions: 200, detections: 0 }]);
    expect((await detectionsAlone(rows)).length).toBeGreaterThan(0);
    raw.end();
  });
});

describe('a stream that receives nothing', () => {
  it('is not saved again and again, though its resampler is ahead of its predictions', async () => {
    const write = vi.spyOn(StateFolder.prototype, 'write');
    const model = { name: 'sound', model: randomModel(8, 8) };
    await using server = await serve({ model, state: temporaryFolder().path, saveEveryMs: 20 });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ ...OPEN, rate: 48_000, drop: 'none' });
    await raw.told('opened');
    raw.socket.send(blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 }, new Uint8Array(4 * 9999)));
    await raw.until(() => raw.messages.some((message) => message[0] !== ACCEPTED));
    let before = -1;
    while (before !== write.mock.calls.length) {
      before = write.mock.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(before).toBeGreaterThan(1);
    raw.end();
  });
});

describe('a block that a saved state covers in part', () => {
  it('comes again without a position, and only the rest of it is new', async () => {
    const state = temporaryFolder().path;
    const rows = rowsOf(8);
    const open = { ...OPEN, channels: 1, encoding: 'json', maxDelayMs: 10_000 }; // as sound: a hop is 4 of its samples
    let token = '';
    const heard: Record<string, unknown>[] = [];
    /** Opens it, sends blocks of 6 samples by their numbers, and waits for so many predictions. */
    const run = async (url: string, sequences: readonly number[], predictions: number, resumeFrom: number) => {
      const raw = new Raw(url);
      await raw.told('welcome');
      raw.say({ ...open, ...(token === '' ? {} : { resume: { token, predictions: heard.length, detections: 100 } }) });
      const opened = await raw.told('opened');
      expect(opened).toMatchObject({ resumed: token !== '', sequence: resumeFrom });
      token = String(opened.token);
      for (const sequence of sequences) {
        const values = [...rows.subarray(6 * (sequence - 1), 6 * sequence)];
        raw.say({ kind: 'block', number: 0, sequence, values });
      }
      const made = () => raw.texts.filter(({ kind }) => kind === 'prediction');
      await raw.until(() => heard.length + made().length >= predictions);
      heard.push(...made());
      return raw;
    };
    {
      await using server = await serve({ state, saveEveryMs: 100_000 });
      await run(server.socketUrl, [1, 2, 3], 4, 0); // 16 of 18 samples
    }
    {
      await using server = await serve({ state, saveEveryMs: 100_000 });
      await run(server.socketUrl, [], 4, 2); // saved again, with nothing new
      const raw = await run(server.socketUrl, [3], 4, 2);
      raw.say({ kind: 'list', request: 1 });
      await raw.told('streams'); // the block has been taken
    }
    await using server = await serve({ state });
    const raw = await run(server.socketUrl, [3, 4, 5], 7, 2);
    const told = heard.map(({ index, endsAtMs, scores }) => ({ index, endsAtMs, scores }));
    const expected = (await alone(rows)).slice(0, 7);
    expect(told).toEqual(expected.map(({ index, endsAtMs, scores }) => ({ index, endsAtMs, scores: [...scores] })));
    raw.end();
  });
});

describe('a stream that takes the place of another of its name', () => {
  it('keeps its file, however long a round of saving takes meanwhile', async () => {
    const { path } = temporaryFolder();
    await using server = await serve({ state: path, saveEveryMs: 20 });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    for (const number of [0, 1]) raw.say({ ...OPEN, number, stream: ['pump', 'slow'][number] });
    await raw.until(() => raw.texts.length === 3);
    const go = new Deferred<void>();
    const under = new Deferred<void>();
    const write = StateFolder.prototype.write;
    vi.spyOn(StateFolder.prototype, 'write').mockImplementation(async function (this: StateFolder, name, bytes) {
      if (name === 'slow') {
        under.resolve();
        await go.promise;
      }
      await write.call(this, name, bytes);
    });
    raw.socket.send(blockFrame({ stream: 1, sequence: 1, timeMs: Number.NaN, position: 0 }, row));
    await under.promise; // a round has begun, and waits for this one
    raw.say({ kind: 'close', number: 0 });
    await raw.told('closed');
    raw.say({ ...OPEN, number: 2 });
    await raw.until(() => raw.texts.some(({ kind, number }) => kind === 'opened' && number === 2));
    go.resolve();
    await raw.until(() => forgotten(raw) === 1); // the round is over
    const settle = vi.spyOn(StateFolder.prototype, 'settle');
    raw.socket.send(blockFrame({ stream: 1, sequence: 2, timeMs: Number.NaN, position: 1 }, row));
    while (settle.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await readdir(path)).filter((name) => name.endsWith('.state'))).toHaveLength(2);
    raw.end();
  });
});

describe('an unreadable file in the folder', () => {
  it('is set aside and logged, and the server starts', async () => {
    const { path } = temporaryFolder();
    for (const name of ['a.state', 'b.state.new']) await mkdir(join(path, name));
    const { told, log } = journal();
    await using server = await serve({ state: path, log });
    expect(server.port).toBeGreaterThan(0);
    expect(told).toEqual(['a saved stream could not be brought back; its file is set aside']);
    expect((await readdir(path)).sort()).toEqual(['a.state.broken', 'lock.1', 'operator']);
  });

  it('makes the start reject where the folder cannot be made, whenever it is started', async () => {
    const folder = temporaryFolder();
    const path = join(folder.write('file', new Uint8Array(1)), 'state');
    const saver = new Saver({
      path,
      everyMs: 1000,
      counters: new Counters(),
      streams: () => [],
      warn: () => undefined,
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(saver.start(() => Promise.resolve())).rejects.toThrow('ENOTDIR');
  });
});
