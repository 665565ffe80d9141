// Connections of one client on a server: they wait for one budget, and nobody waits to be over. Many from one address
// all get in.
import { request } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { ClientBudget } from '#src/server/transport/client-budget.js';
import { CHANNELS, Raw, serve } from '../stand.js';

const [WAITS, LOOKS] = ['waits-waits-waits-1', 'looks-looks-looks-1'] as const;
const tokens = [WAITS, LOOKS].map((token) => ({ rights: ['send' as const, 'watch' as const], token }));
const row = new Uint8Array(4 * CHANNELS);
const rowAt = (sequence: number) => blockFrame({ stream: 0, sequence, timeMs: Number.NaN, position: sequence - 1 }, row);

afterEach(() => {
  vi.restoreAllMocks();
});

async function connected(url: string, token: string): Promise<Raw> {
  const raw = new Raw(url, ['sluice.v1', `bearer.${token}`]);
  await raw.told('welcome');
  return raw;
}

/** A connection with a stream open. */
async function opened(url: string, token: string): Promise<Raw> {
  const raw = await connected(url, token);
  raw.say({ kind: 'open', number: 0, stream: 'pump', key: 'key-of-the-pump-1' });
  await raw.told('opened');
  return raw;
}

/** Lets the client who has asked last have nothing left, until `release` is called. */
function useUp(asked: ClientBudget): { release(): void } {
  const { mayWork } = ClientBudget.prototype;
  const may = vi.spyOn(ClientBudget.prototype, 'mayWork').mockImplementation(function (this: ClientBudget, turn) {
    return this !== asked && mayWork.call(this, turn);
  });
  asked.spend(1e9);
  return {
    release: () => {
      may.mockRestore();
      asked.spend(-1e9);
    },
  };
}

/** The budget of whoever sends a message by `say`. */
async function budgetOf(say: () => void): Promise<ClientBudget> {
  const { spend } = ClientBudget.prototype;
  let found: ClientBudget | null = null;
  const spy = vi.spyOn(ClientBudget.prototype, 'spend').mockImplementation(function (this: ClientBudget, ms) {
    found = this;
    return spend.call(this, ms);
  });
  say();
  while (found === null) await new Promise((resolve) => setTimeout(resolve, 1));
  spy.mockRestore();
  return found;
}

interface Listed {
  readonly state: string;
  readonly predictions: number;
}

async function stream(looker: Raw): Promise<Listed | undefined> {
  const from = looker.texts.length;
  looker.say({ kind: 'list', request: from, pattern: 'pump' });
  return ((await looker.told('streams', from)) as unknown as { streams: Listed[] }).streams[0];
}

async function until(looker: Raw, isSo: (stream: Listed) => boolean): Promise<void> {
  for (;;) {
    const found = await stream(looker);
    if (found !== undefined && isSo(found)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a client whose budget is used up', () => {
  it('is not waited for when it goes: its stream is away at once, and what it has sent is handled in its turn', async () => {
    await using server = await serve({ tokens });
    const looker = await connected(server.socketUrl, LOOKS);
    const sender = await opened(server.socketUrl, WAITS);
    const budget = await budgetOf(() => sender.say({ kind: 'heartbeat' }));
    const { release } = useUp(budget);
    for (let sequence = 1; sequence <= 5; sequence++) sender.socket.send(rowAt(sequence));
    await new Promise((resolve) => sender.socket.once('pong', resolve).ping());
    expect.unreachable('its ping is not answered while it waits');
  });
});
