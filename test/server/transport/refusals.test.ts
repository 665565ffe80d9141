// What bad input gets: a documented close code or a counted correction, never a crash, and never a neighbour's trouble.
import { symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { vectorModel } from '#src/harness/vector-model.js';
import { writeModel } from '#src/node/index.js';
import type { RunningServer } from '#src/node/serve.js';
import { blockFrame } from '#src/protocol/client-frames.js';
import { CODES } from '#src/protocol/closing.js';
import { EngineShare } from '#src/server/scheduling/engine-share.js';
import { StreamScheduler } from '#src/server/scheduling/stream-scheduler.js';
import { temporaryFolder } from '../../support/folder.js';
import { CHANNELS, model, Raw, serve } from '../stand.js';

const HEAD = { stream: 0, sequence: 1, timeMs: Number.NaN, position: 0 };
const row = new Uint8Array(4 * CHANNELS);
const OPEN = { kind: 'open', number: 0, stream: 'pump' };

/** A connection with a stream open. */
async function opened(url: string, open: Record<string, unknown> = OPEN): Promise<Raw> {
  const raw = new Raw(url);
  await raw.told('welcome');
  raw.say(open);
  await raw.told('opened');
  return raw;
}

describe('the handshake', () => {
  it.each([
    ['no subprotocol', [], {}, CODES.WRONG_PROTOCOL],
    ['another subprotocol', ['mqtt'], {}, CODES.WRONG_PROTOCOL],
    ['no token', ['sluice.v1'], {}, CODES.NO_TOKEN],
    ['a wrong token', ['sluice.v1', 'bearer.wrong-wrong-wrong-wrong'], {}, CODES.NO_TOKEN],
    ['a wrong token in the header', ['sluice.v1'], { headers: { authorization: 'Bearer wrong' } }, CODES.NO_TOKEN],
    [
      'a foreign origin',
      ['sluice.v1', 'bearer.right-right-right-1'],
      { origin: 'https://evil.example' },
      CODES.FOREIGN_ORIGIN,
    ],
    ['an origin that is none', ['sluice.v1', 'bearer.right-right-right-1'], { origin: 'null' }, CODES.FOREIGN_ORIGIN],
  ])('%s is closed with its code', async (_, protocols, options, code) => {
    await using server = await serve({ tokens: [{ rights: ['send'], token: 'right-right-right-1' }] });
    expect((await new Raw(server.socketUrl, protocols, options).closed).code).toBe(code);
  });

  it('accepts the token as a subprotocol or in the header, and pages of allowed origins and its own', async () => {
    const origins = ['https://plant.example'];
    await using server = await serve({ origins, tokens: [{ rights: ['send'], token: 'right-right-right-1' }] });
    for (const [protocols, options] of [
      [['sluice.v1', 'bearer.right-right-right-1'], {}],
      [['sluice.v1'], { headers: { authorization: 'Bearer right-right-right-1' } }],
      [['sluice.v1', 'bearer.right-right-right-1'], { origin: 'https://plant.example' }],
      [['sluice.v1', 'bearer.right-right-right-1'], { origin: server.url.slice(0, -1) }],
    ] as const) {
      const raw = new Raw(server.socketUrl, [...protocols], options);
      expect(await raw.told('welcome')).toMatchObject({ rights: ['send'] });
      expect(raw.socket.protocol).toBe('sluice.v1');
      raw.end();
    }
  });

  it.each(['Bearer.RIGHT-right-right-1', 'BEARER.right-right-right-1', 'right-right-right-1-right-right'])(
    'logs and repeats no token that is offered beside a wrong version: %s',
    async (shown) => {
      const logged: string[] = [];
      const note = (facts: unknown, sentence: string) => void logged.push(JSON.stringify(facts), sentence);
      const log = { debug: note, info: note, warn: note, error: note } as never;
      await using server = await serve({ tokens: [{ rights: ['send'], token: 'right-right-right-1' }], log });
      const { reason, code } = await new Raw(server.socketUrl, ['sluice.v2', shown]).closed;
      expect(code).toBe(CODES.WRONG_PROTOCOL);
      expect(`${logged.join()} ${reason}`).toContain('received sluice.v2');
      expect(`${logged.join()} ${reason}`.toLowerCase()).not.toContain('right');
    },
  );

  it('does not trust a page because its host name was made to point here', async () => {
    await using server = await serve();
    const headers = { host: `evil.example:${server.port}` };
    const raw = new Raw(server.socketUrl, ['sluice.v1'], { headers, origin: `http://evil.example:${server.port}` });
    expect((await raw.closed).code).toBe(CODES.FOREIGN_ORIGIN);
  });

  it('answers without tokens to its own names only, and with tokens to any', async () => {
    await using server = await serve({ origins: ['https://plant.example'], hosts: ['streams.example'] });
    const answered = async (host: string) => {
      const raw = new Raw(server.socketUrl, ['sluice.v1'], { headers: { host } });
      const code = await Promise.race([raw.told('welcome').then(() => 0), raw.closed.then((closed) => closed.code)]);
      raw.end();
      const { status } = await answer(`${server.url}metrics`, { host });
      return [code, status];
    };
    for (const host of ['127.0.0.1', '[::1]:80', 'localhost:8080', 'sluice', 'plant.example:443', 'streams.example']) {
      expect([host, ...(await answered(host))]).toEqual([host, 0, 200]);
    }
    expect(await answered('evil.example')).toEqual([CODES.FOREIGN_ORIGIN, 421]);
    await using guarded = await serve({ tokens: [{ rights: ['send', 'watch'], token: 'right-right-right-1' }] });
    const raw = new Raw(guarded.socketUrl, ['sluice.v1', 'bearer.right-right-right-1'], {
      headers: { host: 'any.example' },
    });
    expect(await raw.told('welcome')).toMatchObject({ rights: ['send', 'watch'] });
    raw.end();
  });

  it('takes no origin for its own that is not of http', async () => {
    await using server = await serve();
    const origin = `ftp://127.0.0.1:${server.port}`;
    expect((await new Raw(server.socketUrl, ['sluice.v1'], { origin }).closed).code).toBe(CODES.FOREIGN_ORIGIN);
  });

  it('keeps no socket open for a body that drips in', async () => {
    await using server = await serve();
    const socket = connectSocket({ port: server.port, host: '127.0.0.1' });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.write('POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n');
    const dripping = setInterval(() => socket.write('x'), 50);
    await closed;
    clearInterval(dripping);
  });

  it('refuses other machines without a token', async () => {
    await expect(serve({ host: '0.0.0.0' })).rejects.toThrow('a token is needed');
    await using server = await serve({ host: '0.0.0.0', insecure: true });
    expect(server.port).toBeGreaterThan(0);
  });

  it.each([
    ['watch', ['send'], { kind: 'watch', watch: 1, pattern: '*' }],
    ['send', ['watch'], OPEN],
    ['list', ['send'], { kind: 'list', request: 1 }],
    ['end', ['send', 'watch'], { kind: 'end-stream', request: 1, stream: 'x' }],
  ] as const)('refuses to %s without the right', async (_, rights, message) => {
    await using server = await serve({ tokens: [{ rights: [...rights], token: 'right-right-right-1' }] });
    const raw = new Raw(server.socketUrl, ['sluice.v1', 'bearer.right-right-right-1']);
    await raw.told('welcome');
    raw.say(message);
    expect(await raw.told('refused')).toMatchObject({ code: CODES.NO_RIGHT });
    raw.end();
  });
});

describe('at the limit of connections', () => {
  it('one connection too many is not accepted', async () => {
    await using server = await serve({ limits: { connections: 1 } });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    expect((await new Raw(server.socketUrl).closed).code).toBe(1006); // HTTP 503
    raw.end();
  });
});

describe('on an open stream', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.close());
  const bytes = (...all: number[]) => Uint8Array.from(all);
  it.each<[string, Uint8Array | string, number]>([
    ['an empty message', bytes(), CODES.MALFORMED_FRAME],
    ['a frame of no kind', bytes(9, 0, 0, 0), CODES.MALFORMED_FRAME],
    ['a block whose head is cut short', blockFrame(HEAD, row).subarray(0, 20), CODES.MALFORMED_FRAME],
    ['a block that is cut short', blockFrame(HEAD, row).subarray(0, 40), CODES.MALFORMED_FRAME],
    ['a position that is no whole number', blockFrame({ ...HEAD, position: 0.5 }, row), CODES.MALFORMED_FRAME],
    ['bytes that are no whole rows', blockFrame(HEAD, row.subarray(0, 6)), CODES.WRONG_LENGTH],
    ['a block without a row', blockFrame(HEAD, new Uint8Array(0)), CODES.WRONG_LENGTH],
    ['a stream that is not open', blockFrame({ ...HEAD, stream: 7 }, row), CODES.NO_SUCH_STREAM],
    ['text that is no JSON', 'hello', CODES.MALFORMED_MESSAGE],
    ['JSON that is no message', '{"kind":"nonsense"}', CODES.MALFORMED_MESSAGE],
    ['a message with a part too many', '{"kind":"heartbeat","x":1}', CODES.MALFORMED_MESSAGE],
    ['text where bytes belong', '{"kind":"block","number":0,"values":[1,2,3,4]}', CODES.WRONG_ENCODING],
    ['a stream name that is a path', '{"kind":"open","number":1,"stream":"../x"}', CODES.MALFORMED_MESSAGE],
    ['a model name that is a path', '{"kind":"open","number":1,"stream":"x","model":"../x"}', CODES.MALFORMED_MESSAGE],
  ])('%s closes the connection with its code', async (_, message, code) => {
    const neighbour = await opened(server.socketUrl, { ...OPEN, stream: 'neighbour', replace: true });
    const raw = await opened(server.socketUrl, { ...OPEN, replace: true });
    raw.socket.send(message);
    expect((await raw.closed).code).toBe(code);
    neighbour.socket.send(blockFrame(HEAD, row));
    await neighbour.until(() => neighbour.messages.length > 0);
    neighbour.end();
  });

  it('bytes for a stream of text, and text rows of another width, close it too', async () => {
    const raw = await opened(server.socketUrl, { ...OPEN, encoding: 'json', replace: true });
    raw.socket.send(blockFrame(HEAD, row));
    expect((await raw.closed).code).toBe(CODES.WRONG_ENCODING);
    const other = await opened(server.socketUrl, { ...OPEN, stream: 'other', replace: true, encoding: 'json' });
    other.say({ kind: 'block', number: 0, values: [[1, 2]] });
    expect((await other.closed).code).toBe(CODES.WRONG_LENGTH);
  });

  it('a message of 100 MB is cut off at the limit', async () => {
    const raw = await opened(server.socketUrl, { ...OPEN, replace: true });
    raw.socket.send(new Uint8Array(100_000_000));
    expect([1009, 1006]).toContain((await raw.closed).code); // its own writing may fail first
  });

  it('a client that sends more than it may is closed', async () => {
    await using server = await serve({ limits: { messagesPerSecond: 10 } });
    const raw = await opened(server.socketUrl, { ...OPEN, replace: true });
    for (let i = 1; i <= 150; i++) raw.socket.send(blockFrame({ ...HEAD, sequence: i, position: i - 1 }, row));
    expect((await raw.closed).code).toBe(CODES.TOO_FAST);
  });

  it.each([
    ['no model of that name', { model: 'none' }, CODES.UNKNOWN_MODEL],
    ['another number of channels', { model: 'rows', channels: 1, rate: 7 }, CODES.MODEL_MISFIT],
    ['another rate', { rate: 3 }, CODES.MODEL_MISFIT],
    ['a name that is taken', { stream: 'pump' }, CODES.NAME_TAKEN],
    ['a threshold for no label', { detector: { enter: { nothing: 1 } } }, CODES.WRONG_SETTINGS],
    [
      'a token of another stream',
      { stream: 'pump', resume: { token: 'x', predictions: 0, detections: 0 } },
      CODES.WRONG_RESUME_TOKEN,
    ],
  ])('%s refuses that stream and no other', async (_, changes, code) => {
    const raw = await opened(server.socketUrl, { ...OPEN, replace: true });
    raw.say({ ...OPEN, number: 1, stream: 'second', ...changes });
    expect(await raw.told('refused')).toMatchObject({ number: 1, code });
    raw.socket.send(blockFrame(HEAD, row));
    await raw.until(() => raw.messages.length > 0);
    raw.end();
  });

  it('too many streams of a client, and too little memory, refuse the next stream', async () => {
    await using few = await serve({ limits: { streams: 1 } });
    const raw = await opened(few.socketUrl);
    raw.say({ ...OPEN, number: 1, stream: 'second' });
    expect(await raw.told('refused')).toMatchObject({ code: CODES.TOO_MANY_STREAMS });
    await using small = await serve({ limits: { memoryBytes: 100_000 } });
    const other = await opened(small.socketUrl);
    for (let i = 1; i < 10; i++) other.say({ ...OPEN, number: i, stream: `stream-${i}` });
    expect(await other.told('refused')).toMatchObject({ code: CODES.NO_MEMORY });
    raw.end();
    other.end();
  });

  it('too many watches are refused, whatever the client ends meanwhile', async () => {
    await using few = await serve({ limits: { watches: 2 } });
    const raw = new Raw(few.socketUrl);
    await raw.told('welcome');
    const watch = (number: number) => raw.say({ kind: 'watch', watch: number, pattern: '*' });
    for (let number = 1; number <= 2; number++) {
      watch(number);
      raw.say({ kind: 'unwatch', watch: 999 });
    }
    watch(3); // one too many
    watch(2); // in place of itself
    raw.say({ kind: 'unwatch', watch: 1 });
    watch(4); // in its place
    watch(5); // one too many
    raw.say({ kind: 'list', request: 1 });
    await raw.told('streams');
    const refused = raw.texts.filter(({ kind }) => kind === 'refused');
    expect(refused.map(({ watch: number, code }) => [number, code])).toEqual([
      [3, CODES.TOO_MANY_STREAMS],
      [5, CODES.TOO_MANY_STREAMS],
    ]);
    raw.end();
  });

  it('a stream that takes too much memory ends, and its neighbour does not', async () => {
    await using small = await serve({ limits: { memoryBytes: 300_000, keptBytes: 10_000_000 } });
    const neighbour = await opened(small.socketUrl, { ...OPEN, stream: 'neighbour', maxDelayMs: 10_000 });
    const raw = await opened(small.socketUrl, { ...OPEN, maxDelayMs: 10_000 }); // never acknowledges a prediction
    for (let sequence = 1; sequence <= 100; sequence++) {
      const place = { ...HEAD, sequence, position: 100 * (sequence - 1) };
      raw.socket.send(blockFrame(place, new Uint8Array(100 * row.length)));
    }
    expect(await raw.told('closed')).toMatchObject({ number: 0, code: CODES.NO_MEMORY });
    neighbour.socket.send(blockFrame(HEAD, row));
    await neighbour.until(() => neighbour.messages.length > 0);
    raw.say({ ...OPEN, number: 1 });
    expect(await raw.told('opened', 2)).toMatchObject({ number: 1, resumed: false });
    raw.end();
    neighbour.end();
  });

  it('models are read inside their folder only: links out of it are not followed', async () => {
    const [inside, outside] = [temporaryFolder(), temporaryFolder()];
    inside.write('good.safetensors', writeModel(model));
    const elsewhere = outside.write(
      'secret.safetensors',
      writeModel(vectorModel({ channels: 4, hidden: 4, rowsPerSecond: 100 })),
    );
    await symlink(elsewhere, `${inside.path}/linked.safetensors`);
    await using server = await serve({ models: inside.path });
    const raw = await opened(server.socketUrl, { ...OPEN, model: 'good' });
    raw.say({ ...OPEN, number: 1, stream: 'second', model: 'linked' });
    expect(await raw.told('refused')).toMatchObject({ code: CODES.UNKNOWN_MODEL });
    raw.end();
  });
});

describe('what is corrected and counted', () => {
  it('repeated blocks, times that go back, values that are not numbers', async () => {
    await using server = await serve();
    const raw = await opened(server.socketUrl);
    const block = (sequence: number, timeMs: number, values = [1, 2, 3, 4]) =>
      raw.socket.send(
        blockFrame(
          { ...HEAD, sequence, position: sequence - 1, timeMs },
          new Uint8Array(Float32Array.from(values).buffer),
        ),
      );
    block(1, 1000);
    block(2, 500);
    block(2, 1500);
    block(1, 1500);
    block(3, 2000, [Number.NaN, Number.POSITIVE_INFINITY, 1, 2]);
    await raw.until(() => raw.messages.reduce((sum, { length }) => sum + length, 0) >= 3 * 52);
    const text = await get(`${server.url}metrics`);
    expect(text).toContain('sluice_blocks_total 3');
    expect(text).toContain('sluice_blocks_repeated_total 2');
    expect(text).toContain('sluice_replaced_values_total 2');
    raw.end();
  });
});

describe('clients that do nothing', () => {
  it('are closed when they open nothing, and when they are silent', async () => {
    await using server = await serve({ limits: { idleMs: 500 } });
    expect((await new Raw(server.socketUrl).closed).code).toBe(CODES.IDLE);
    await using deaf = await serve({ heartbeatMs: 300 });
    const raw = new Raw(deaf.socketUrl, ['sluice.v1'], { autoPong: false });
    expect((await raw.closed).code).toBe(CODES.SILENT);
  });

  it('are not taken for silent while the server holds them, heartbeats unread', async () => {
    vi.spyOn(EngineShare.prototype, 'isOpen', 'get').mockReturnValue(false);
    const flush = vi.spyOn(StreamScheduler.prototype, 'flush').mockReturnValue(false);
    await using server = await serve({ heartbeatMs: 300, limits: { waitingBytes: 1000 } });
    const raw = await opened(server.socketUrl, { ...OPEN, drop: 'none' });
    raw.socket.send(blockFrame(HEAD, new Uint8Array(100 * row.length))); // full: the socket is not read any more
    const beating = setInterval(() => raw.say({ kind: 'heartbeat' }), 100);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(raw.socket.readyState).toBe(1);
    vi.restoreAllMocks();
    expect(flush.mock.calls.length).toBeGreaterThan(0);
    await raw.until(() => raw.messages.some((message) => message[0] === 17));
    clearInterval(beating);
    raw.end();
  });

  it('are closed when they do not read, while a neighbour gets its results', async () => {
    await using server = await serve({ limits: { unreadBytes: 100_000 } });
    const slow = await opened(server.socketUrl, { ...OPEN, maxDelayMs: 10_000 });
    const neighbour = await opened(server.socketUrl, { ...OPEN, stream: 'neighbour', maxDelayMs: 10_000 });
    // What the system holds for it comes first: megabytes on this machine itself.
    slow.socket.pause();
    const closed = closeCodesOf(server.url);
    for (let sequence = 1; sequence < 10_000 && (sequence % 50 > 0 || (await closed()) === 0); sequence++) {
      const place = { ...HEAD, sequence, position: 100 * (sequence - 1) };
      slow.socket.send(blockFrame(place, new Uint8Array(100 * row.length)));
      if (sequence % 20 === 0)
        neighbour.socket.send(blockFrame({ ...place, sequence: sequence / 20, position: sequence / 20 - 1 }, row));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await closed()).toBe(1);
    const before = neighbour.messages.length;
    neighbour.socket.send(blockFrame({ ...HEAD, sequence: 1000, position: 999 }, row));
    await neighbour.until(() => neighbour.messages.length > before);
    slow.end();
    neighbour.end();
  });
});

/** Connections closed because they do not read. */
function closeCodesOf(url: string): () => Promise<number> {
  return async () => Number(/code="4431"\} (\d+)/.exec(await get(`${url}metrics`))?.[1] ?? 0);
}

function answer(url: string, headers: Record<string, string>): Promise<{ status: number | undefined }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode });
    })
      .on('error', reject)
      .end();
  });
}

function get(url: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
    })
      .on('error', reject)
      .end();
  });
}
