// Connections and requests of one client on a server wait for one budget. Nobody waits to be over, or to look whether
// the server lives. Many from one address all get in.
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { Counters } from '#src/server/metrics/counters.js';
import { Metrics } from '#src/server/metrics/metrics.js';
import { ClientBudget } from '#src/server/transport/client-budget.js';
import { CHANNELS, Raw, serve } from '../stand.js';

const [WAITS, LOOKS] = ['waits-waits-waits-1', 'looks-looks-looks-1'] as const;
const tokens = [WAITS, LOOKS].map((token) => ({ rights: ['send' as const, 'watch' as const], token }));
const OPEN = { kind: 'open', number: 0, stream: 'pump', key: 'a-key-of-the-pump-1', maxDelayMs: 10_000 };
const row = new Uint8Array(4 * CHANNELS);
const rowAt = (sequence: number) =>
  blockFrame({ stream: 0, sequence, timeMs: Number.NaN, position: sequence - 1 }, row);

afterEach(() => {
  vi.restoreAllMocks();
});

async function connected(url: string, token: string): Promise<Raw> {
  const raw = new Raw(url, ['sluice.v1', `bearer.${token}`]);
  await raw.told('welcome');
  return raw;
}

/** Nothing is left to the client of that connection, until the function is called that this returns. */
async function useUp(raw: Raw): Promise<() => void> {
  const { spend, mayWork } = ClientBudget.prototype;
  const found = new Promise<ClientBudget>((resolve) => {
    vi.spyOn(ClientBudget.prototype, 'spend').mockImplementationOnce(function (this: ClientBudget, ms) {
      resolve(this);
      return spend.call(this, ms);
    });
  });
  raw.say({ kind: 'heartbeat' });
  const budget = await found;
  const spy = vi.spyOn(ClientBudget.prototype, 'mayWork').mockImplementation(function (this: ClientBudget, turn) {
    return this !== budget && mayWork.call(this, turn);
  });
  const leave = vi.spyOn(budget, 'wait').mockImplementation((turn) => {
    waiting.push(turn);
  });
  const waiting: Parameters<ClientBudget['wait']>[0][] = [];
  return () => {
    spy.mockRestore();
    leave.mockRestore();
    for (const turn of waiting) budget.wait(turn);
  };
}

/** The client sends nothing more. */
function goes({ socket }: Raw): void {
  (socket as unknown as { readonly _socket: Socket })._socket.end();
}

interface Listed {
  readonly state: string;
  readonly predictions: number;
}

/** Looks at the stream until it is so, for three seconds at least. */
async function until(looker: Raw, isSo: (stream: Listed) => boolean): Promise<Listed> {
  let found: Listed | undefined;
  for (let tries = 0; tries < 300; tries++) {
    const from = looker.texts.length;
    looker.say({ kind: 'list', request: from, pattern: 'pump' });
    [found] = ((await looker.told('streams', from)) as unknown as { streams: Listed[] }).streams;
    if (found !== undefined && isSo(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`it is ${JSON.stringify(found)}`);
}

describe('a client whose budget is used up', () => {
  it('may go: its stream waits for it at once, and what it has sent is handled in its turn', async () => {
    await using server = await serve({ tokens });
    const looker = await connected(server.socketUrl, LOOKS);
    const sender = await connected(server.socketUrl, WAITS);
    sender.say(OPEN);
    await sender.told('opened');
    const release = await useUp(sender);
    for (let sequence = 1; sequence <= 5; sequence++) sender.socket.send(rowAt(sequence));
    goes(sender);
    const { predictions } = await until(looker, ({ state }) => state === 'away');
    expect(predictions).toBe(0);
    release();
    await until(looker, (stream) => stream.predictions === 5);
    await sender.closed;
    looker.end();
  });

  it('takes no stream from a connection that continues it, by what it had sent before it was gone', async () => {
    await using server = await serve({ tokens });
    const looker = await connected(server.socketUrl, LOOKS);
    const gone = await connected(server.socketUrl, WAITS);
    const release = await useUp(gone);
    gone.say(OPEN);
    goes(gone);
    await new Promise((resolve) => setTimeout(resolve, 100)); // it has come, and waits
    looker.say(OPEN);
    await looker.told('opened');
    release();
    await gone.closed;
    looker.socket.send(rowAt(1));
    await until(looker, (stream) => stream.predictions === 1);
    expect(looker.texts.filter(({ kind }) => kind === 'closed')).toEqual([]);
    expect(gone.texts.filter(({ kind }) => kind === 'opened')).toEqual([]);
    looker.end();
  });

  it('has no block taken any more once its stream was continued elsewhere: they come again from there', async () => {
    await using server = await serve({ tokens });
    const looker = await connected(server.socketUrl, LOOKS);
    const sender = await connected(server.socketUrl, WAITS);
    sender.say(OPEN);
    await sender.told('opened');
    const release = await useUp(sender);
    for (let sequence = 1; sequence <= 5; sequence++) sender.socket.send(rowAt(sequence));
    goes(sender);
    await until(looker, ({ state }) => state === 'away');
    const other = await connected(server.socketUrl, LOOKS);
    other.say(OPEN);
    await other.told('opened');
    other.end();
    await until(looker, ({ state }) => state === 'away');
    release();
    await sender.closed;
    expect((await until(looker, ({ state }) => state === 'away')).predictions).toBe(0);
    looker.say(OPEN);
    expect(await looker.told('opened')).toMatchObject({ sequence: 0 });
    for (let sequence = 1; sequence <= 5; sequence++) looker.socket.send(rowAt(sequence));
    await until(looker, (stream) => stream.predictions === 5);
    looker.end();
  });

  it('waits for the metrics, but not to see that the server lives', async () => {
    await using server = await serve({ tokens });
    const headers = { authorization: `Bearer ${WAITS}` };
    const raw = await connected(server.socketUrl, WAITS);
    const release = await useUp(raw);
    let isAnswered = false;
    const asked = fetch(`${server.url}metrics`, { headers }).then(({ status }) => {
      isAnswered = true;
      return status;
    });
    for (const path of ['healthz', 'readyz']) {
      expect((await fetch(`${server.url}${path}`, { headers })).status).toBe(200);
    }
    expect((await fetch(`${server.url}metrics`, { headers: { authorization: `Bearer ${LOOKS}` } })).status).toBe(200);
    expect(isAnswered).toBe(false);
    release();
    expect(await asked).toBe(200);
    raw.end();
  });

  it('is refused what it asks for beside a hundred requests that wait', async () => {
    await using server = await serve({ tokens });
    const headers = { authorization: `Bearer ${WAITS}` };
    const raw = await connected(server.socketUrl, WAITS);
    const release = await useUp(raw);
    const status = () => fetch(`${server.url}metrics`, { headers }).then((response) => response.status);
    const asked = Array.from({ length: 101 }, status);
    expect(await Promise.race(asked)).toBe(503);
    release();
    const all = await Promise.all(asked);
    expect(all.filter((each) => each === 200)).toHaveLength(100);
    raw.end();
  });
});

describe('many connections from one address', () => {
  it('all get in with a stream each, when they come at once', async () => {
    await using server = await serve();
    const all = Array.from({ length: 400 }, () => new Raw(server.socketUrl));
    await Promise.all(
      all.map(async (raw, i) => {
        await raw.told('welcome');
        raw.say({ kind: 'open', number: 0, stream: `pump-${i}`, predictions: 'none' });
        await raw.told('opened');
      }),
    );
    expect(all.flatMap(({ texts }) => texts.filter(({ kind }) => kind === 'refused'))).toEqual([]);
    for (const raw of all) raw.end();
  });
});

describe('Metrics', () => {
  it('are made once for all who ask within a second', async () => {
    let made = 0;
    const zero = () => 0;
    const metrics = new Metrics(new Counters(), {
      streams: () => ++made,
      detections: () => [],
      dropped: zero,
      watches: zero,
      memoryBytes: zero,
      streamBytes: zero,
      hopsUnderWay: zero,
      outlets: () => [],
      feeds: () => [],
      alarms: () => [],
      fleet: null,
    });
    const [one, other] = await Promise.all([metrics.text(), metrics.text()]);
    expect(one.toString()).toContain('sluice_streams 1');
    expect(other).toBe(one);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 1100);
    expect((await metrics.text()).toString()).toContain('sluice_streams 2');
  });
});
