// The time of day is set while the server runs, and while it is down: nothing is closed, forgotten or dropped by that.
import { lastValueFrom, toArray } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '#src/node/index.js';
import { temporaryFolder } from '../support/folder.js';
import { alone, bits, CHANNELS, Raw, rowsOf, serve } from './stand.js';

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Sets the time of day that much ahead, or back. */
function setClock(byMs: number): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + byMs);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each([HOUR_MS, -HOUR_MS, 400 * 24 * HOUR_MS])('a clock that is set by %i ms', (byMs) => {
  it('closes no connection and forgets no stream that waits', async () => {
    await using server = await serve({ keepMs: 60_000, heartbeatMs: 2000, limits: { idleMs: 20_000 } });
    const away = new Raw(server.socketUrl);
    await away.told('welcome');
    away.say({ kind: 'open', number: 0, stream: 'away' });
    const { token } = await away.told('opened');
    away.end();
    await using client = await connect(server.socketUrl);
    const states: string[] = [];
    client.state$.subscribe((state) => states.push(state));
    const stream = await client.open({ stream: 'pump' });
    const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
    const rows = rowsOf(300);
    stream.send(rows.subarray(0, 100 * CHANNELS));
    await sleep(100);
    setClock(byMs);
    stream.send(rows.subarray(100 * CHANNELS, 200 * CHANNELS));
    await sleep(2500); // the server has looked at everything twice
    stream.send(rows.subarray(200 * CHANNELS));
    await stream.close();
    expect(states).toEqual(['connected']);
    expect(bits(await heard)).toEqual(bits(await alone(rows)));
    const back = new Raw(server.socketUrl);
    await back.told('welcome');
    back.say({ kind: 'open', number: 0, stream: 'away', resume: { token, predictions: 0, detections: 0 } });
    expect(await back.told('opened')).toMatchObject({ resumed: true });
    back.end();
  });

  it('while the server is down takes no stream away', async () => {
    const state = temporaryFolder().path;
    let token = '';
    {
      await using server = await serve({ state, keepMs: 60_000 });
      const raw = new Raw(server.socketUrl);
      await raw.told('welcome');
      raw.say({ kind: 'open', number: 0, stream: 'pump' });
      token = String((await raw.told('opened')).token);
    }
    setClock(byMs);
    await using server = await serve({ state, keepMs: 60_000 });
    await sleep(1200);
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ kind: 'open', number: 0, stream: 'pump', resume: { token, predictions: 0, detections: 0 } });
    expect(await raw.told('opened')).toMatchObject({ resumed: true });
    raw.end();
  });
});

describe('the time that a client is away', () => {
  it('goes on across a restart, and leaves its client at least half of it', async () => {
    const state = temporaryFolder().path;
    {
      await using server = await serve({ state, keepMs: 4000, saveEveryMs: 100_000 });
      const raw = new Raw(server.socketUrl);
      await raw.told('welcome');
      raw.say({ kind: 'open', number: 0, stream: 'pump' });
      await raw.told('opened');
      raw.end();
      await sleep(2500);
    }
    await using server = await serve({ state, keepMs: 4000 });
    await using client = await connect(server.socketUrl);
    expect((await client.list()).length).toBe(1);
    await sleep(1000);
    expect((await client.list()).length).toBe(1);
    await sleep(2500); // 2 s after the restart, looked at once a second
    expect((await client.list()).length).toBe(0);
  }, 20_000);
});
