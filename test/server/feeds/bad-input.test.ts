// What sensors send that is wrong, and what becomes of it: nothing else stops, and what was taken is not lost.
import { describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { random } from '../../support/random.js';
import { receiver, START, until } from '../outlets/made.js';
import { brokenSeries } from '../outlets/made-series.js';
import { serve } from '../stand.js';

const MINUTE = 60_000;
const write = (url: string, lines: readonly string[]) =>
  fetch(`${url}write?precision=ms`, { method: 'POST', body: lines.join('\n') });

async function predictionsOf(socketUrl: string, stream: string, wanted: number): Promise<number> {
  await using client = await connect(socketUrl);
  for (let tries = 0; ; tries++) {
    const [info] = await client.list(stream);
    const had = info?.predictions ?? 0;
    if (had >= wanted || tries > 600) return had;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a feed', { timeout: 90_000 }, () => {
  it('watches the other channels where one never comes, and raises no alarm for that', async () => {
    await using there = await receiver();
    const described = { '*': [{ name: 'speed', kind: 'counter' as const }] };
    await using server = await serve({
      influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0, described },
      alarms: { outlets: [{ kind: 'webhook', url: there.url }] },
    });
    await write(server.url, [`pump flow=1,speed=1 ${START - MINUTE}`]); // and no speed any more
    const rows = brokenSeries();
    const lines: string[] = [];
    for (let i = 0; i < rows.length; i += 2) lines.push(`pump flow=${rows[i + 1]} ${rows[i]}`);
    expect((await write(server.url, lines)).status).toBe(204);
    await until(() => there.notes.length > 0);
    expect(there.notes.map(({ channel }) => channel)).toEqual(['flow']);
  });

  it('takes rows with too few values for rows whose others are missing, each', async () => {
    await using server = await serve({ influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0 } });
    const lines = Array.from({ length: 200 }, (_, i) => {
      const fields = [`a=${i % 7}`, `b=${i % 5}`, `c=${i % 3}`].slice(0, i === 0 ? 3 : 1 + (i % 3));
      return `pump ${fields.join(',')} ${START + i * MINUTE}`;
    });
    expect((await write(server.url, lines)).status).toBe(204);
    expect(await predictionsOf(server.socketUrl, 'pump', 200)).toBe(200);
  });

  it('goes on where the clock of a sensor jumps back, ahead, and to no time at all', async () => {
    await using server = await serve({ influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0 } });
    const next = random(3);
    const line = (timeMs: number) => `pump flow=${next()} ${timeMs}`;
    const at = (i: number) => START + i * MINUTE;
    const usual = Array.from({ length: 100 }, (_, i) => line(at(i)));
    const jumps = [line(at(100) - 86_400_000), line(at(101) + 10 * 365 * 86_400_000), line(2 ** 62), line(at(102))];
    const after = Array.from({ length: 100 }, (_, i) => line(at(103 + i)));
    expect((await write(server.url, [...usual, ...jumps, ...after])).status).toBe(204);
    expect(await predictionsOf(server.socketUrl, 'pump', 204)).toBe(204);
    expect((await fetch(`${server.url}healthz`)).status).toBe(200);
  });

  it('loses nothing of a backlog that comes at once after a reconnect: what finds no room is asked for again', async () => {
    await using server = await serve({ influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0 } });
    const [count, part] = [150_000, 25_000];
    let [sent, refused] = [0, 0];
    while (sent < count) {
      const lines = Array.from({ length: part }, (_, i) => `pump flow=${(sent + i) % 13} ${START + (sent + i) * 1000}`);
      if ((await write(server.url, lines)).status === 204) {
        sent += part;
        continue;
      }
      refused++;
      const had = await predictionsOf(server.socketUrl, 'pump', sent);
      expect(had).toBeGreaterThanOrEqual(sent);
      sent = had; // a part of the body was taken, up to the first line that found no room
    }
    expect(await predictionsOf(server.socketUrl, 'pump', count)).toBe(count);
    expect(refused).toBeLessThan(20);
  });
});
