// What is said of channels to a server: by the message that opens a stream, and by the settings of feeds.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { connect, type WatchEvent } from '#src/node/index.js';
import { random } from '../../support/random.js';
import { receiver, until } from '../outlets/made.js';
import { serve } from '../stand.js';

const START = Date.UTC(2024, 2, 1);
const next = random(4);
let energy = 1000;
/** Energy, a door, and a pressure that is beyond its limit at 800. */
const rows = Array.from({ length: 1000 }, (_, i) => {
  energy = i === 400 ? 0 : energy + (0.8 + 0.4 * next()) / 4;
  return [START + i * 60_000, energy, i % 25 < 3 ? 1 : 0, i === 800 ? 50 : 4 + next()];
});
const CHANNELS = [
  { name: 'energy', kind: 'counter', unit: 'kWh' },
  { name: 'door', kind: 'state', states: ['closed', 'open'] },
  { name: 'pressure', unit: 'bar', max: 10 },
] as const;

describe('a stream that is opened with descriptions', () => {
  it('watches rates and limits, names channels and units as its client does, and shows watchers the rates', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    const events: WatchEvent[] = [];
    client.watch('*').subscribe((event) => events.push(event));
    const stream = await client.open({
      stream: 'plant',
      model: 'anomaly',
      channels: CHANNELS,
      encoding: 'json',
      drop: 'none',
    });
    const detections = lastValueFrom(stream.detections$.pipe(toArray()));
    for (let from = 0; from < rows.length; from += 50) stream.send(rows.slice(from, from + 50).flat());
    await stream.close();
    const told = await detections;
    expect(told.find(({ reason }) => reason === 'limit')).toMatchObject({
      channel: 'pressure',
      why: 'pressure is 50 bar, above its max of 10 bar',
      open: true,
    });
    expect(told.filter(({ channel }) => channel !== 'pressure')).toEqual([]); // not the restart of the meter
    const seen = events.find((event) => event.kind === 'stream');
    expect(seen).toMatchObject({ stream: { channels: ['energy', 'door', 'pressure'], units: ['kWh/h', '', 'bar'] } });
    const rates = events.flatMap((event) => (event.kind === 'point' ? [event.point.values[0] as number] : []));
    const there = rates.filter((rate) => !Number.isNaN(rate));
    expect(there.length).toBeGreaterThan(900);
    expect(Math.max(...there)).toBeLessThan(30);
  });

  it.each([
    [[{ name: 'energy', kind: 'meter' }], /'kind' must be gauge, counter or state/],
    [[{ name: 'energy', min: 3, max: 2 }], /'min' must be below 'max'/],
    [[{ name: 'energy', kind: 'state', max: 2 }], /a state has 'states'/],
  ])('refuses what describes nothing: %j', async (channels, sentence) => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    await expect(client.open({ stream: 'plant', channels: channels as never })).rejects.toThrow(sentence);
  });
});

const post = (url: string, body: string) => fetch(`${url}write?precision=ms`, { method: 'POST', body });

describe('a feed whose channels are described', () => {
  it('takes texts for the states that they name, and sends the alarm with unit and state', async () => {
    await using there = await receiver();
    const described = { '*': CHANNELS };
    await using server = await serve({
      influx: { model: 'anomaly', discoverMs: 0, described },
      alarms: { outlets: [{ kind: 'webhook', url: there.url }] },
    });
    const lines = rows.map(([timeMs, kWh, open, bar]) => {
      return `plant energy=${kWh},door="${open ? 'open' : 'closed'}",note="x",pressure=${bar} ${timeMs}`;
    });
    expect((await post(server.url, lines.join('\n'))).status).toBe(204);
    await until(() => there.notes.length > 0);
    expect(there.notes[0]).toMatchObject({
      channel: 'pressure',
      reason: 'limit',
      why: 'pressure is 50 bar, above its max of 10 bar',
    });
    const metrics = await (await fetch(`${server.url}metrics`)).text();
    expect(metrics).toContain('reason="text of no state"} 1000');
  });

  it('is refused with a sentence where a description is none', async () => {
    const described = { plant: [{ name: 'door', kind: 'valve' as never }] };
    await expect(serve({ influx: { described } })).rejects.toThrow(
      /'influx.described' is not usable: of 'plant': the description of 'door': 'kind' must be gauge, counter or state/,
    );
  });
});
