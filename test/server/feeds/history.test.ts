// A feed's stream that learns from a history first: what is new is watched from its first row on, and nothing comes twice.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';
import { receiver, until } from '../outlets/made.js';
import { serve } from '../stand.js';

const folder = temporaryFolder();
const MINUTE = 60_000;
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const FROM = NOW - 1000 * MINUTE;
const next = random(6);
/** A pump that was once broken, at 700. */
const past = Array.from({ length: 1000 }, (_, i) => ({
  timeMs: FROM + i * MINUTE,
  values: [20 + next() + (i === 700 ? 40 : 0)],
}));
const write = (url: string, lines: readonly string[]) =>
  fetch(`${url}write?precision=ms`, { method: 'POST', body: lines.join('\n') });

async function untilPredictions(socketUrl: string, wanted: number): Promise<number> {
  await using client = await connect(socketUrl);
  for (let tries = 0; tries < 300; tries++) {
    const [info] = await client.list('pump');
    if ((info?.predictions ?? 0) >= wanted) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return (await client.list('pump'))[0]?.predictions ?? 0;
}

describe('a feed with a history', { timeout: 60_000 }, () => {
  it('raises the alarm of what is new, none of what is past, and leaves out rows that both have', async () => {
    await using there = await receiver();
    const history = { pump: { channels: [{ name: 'flow', unit: 'l/min' }], rows: () => past } };
    await using server = await serve({
      influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0, history },
      alarms: { outlets: [{ kind: 'webhook', url: there.url }] },
    });
    const both = past.slice(-50).map(({ timeMs, values }) => `pump flow=${values[0]} ${timeMs}`);
    const fresh = Array.from(
      { length: 40 },
      (_, i) => `pump flow=${20 + next() + (i === 20 ? 40 : 0)} ${NOW + (i + 1) * MINUTE}`,
    );
    expect((await write(server.url, [...both, ...fresh])).status).toBe(204);
    expect(await untilPredictions(server.socketUrl, 1040)).toBe(1040);
    await until(() => there.notes.length > 0);
    expect(there.notes.map(({ startsAtMs }) => startsAtMs)).toEqual([NOW + 21 * MINUTE]);
    expect(there.notes[0]?.why).toMatch(/^flow .* l\/min/);
  });

  it('tells a history that cannot be read to its end, and goes on with what comes', async () => {
    const rows = function* () {
      yield* past.slice(0, 100);
      throw new Error('the data base is away');
    };
    const history = { pump: { channels: ['flow'], rows } };
    await using server = await serve({ influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0, history } });
    await write(server.url, [`pump flow=20 ${NOW}`, `pump flow=21 ${NOW + MINUTE}`]);
    expect(await untilPredictions(server.socketUrl, 102)).toBe(102);
  });

  it('is a table on the command line', async () => {
    const lines = past.map(({ timeMs, values }) => `${new Date(timeMs).toISOString()},${values[0]?.toFixed(3)}`);
    const table = folder.write('pump.csv', `time,flow\n${lines.join('\n')}\n`);
    const main = new URL('../../../dist/cli/main.js', import.meta.url).pathname;
    const args = [main, 'serve', '--port', '0', '--json', '--no-page', '--influx', '--history', `pump=${table}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { url, socketUrl } = JSON.parse(line.toString().split('\n')[0] ?? '') as { url: string; socketUrl: string };
      await write(url, [`pump flow=20 ${NOW + MINUTE}`]);
      expect(await untilPredictions(socketUrl, 1001)).toBe(1001);
    } finally {
      child.kill('SIGKILL');
    }
    const alone = await sluice(['serve', '--history', `pump=${table}`]);
    expect(alone.stderr).toContain("'--history' goes with '--subscribe' or '--influx'");
    expect((await sluice(['serve', '--influx', '--history', table])).stderr).toContain('must be stream=file');
  });
});
