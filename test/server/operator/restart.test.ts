// What an operator said to `sluice serve --state`, which is killed the moment after it has answered and started again:
// it is all still there, and the stream goes on with the bits of one that was not disturbed.
import { once } from 'node:events';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AlarmInfo, type Client, connect, predictionBytes } from '#src/node/index.js';
import { startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { receiver, until } from '../outlets/made.js';
import { serve } from '../stand.js';
import { Alarms, BROKEN, MINUTE, openSeries, rowsOf, START } from './made.js';

const hour = 3_600_000;
const folder = temporaryFolder();

async function start(state: string, port = 0, ...more: string[]) {
  const args = ['serve', '--json', '--port', String(port), '--state', state, '--log-level', 'silent', ...more];
  const child = startSluice(args);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { socketUrl, url } = JSON.parse(line.toString()) as { socketUrl: string; url: string };
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await once(child, 'exit');
  };
  return { socketUrl, url, port: Number(new URL(url).port), end };
}

/** The bits of what the client gets for its rows. */
function collect(stream: Awaited<ReturnType<typeof openSeries>>) {
  const bits: string[] = [];
  const told: string[] = [];
  stream.predictions$.subscribe({
    next: (prediction) => {
      const { series } = prediction;
      const numbers = series === undefined ? [] : [series.likelihood, series.severity, ...Array.from(series.forecast)];
      bits.push(Buffer.from(predictionBytes(prediction)).toString('hex') + numbers.join());
    },
    error: () => undefined,
  });
  stream.detections$.subscribe({
    next: ({ startsAtMs, open, endsAtMs }) => told.push(`${startsAtMs} ${open} ${endsAtMs}`),
    error: () => undefined,
  });
  return { bits, told };
}

async function send(client: Client, say: (alarms: Alarms) => Promise<void>) {
  const stream = await openSeries(client, 'pump');
  const got = collect(stream);
  const alarms = new Alarms(client);
  stream.send(rowsOf(0, BROKEN + 40));
  const alarm = await alarms.find(({ open }) => open);
  await until(() => got.bits.length === BROKEN + 40);
  await say(alarms);
  stream.send(rowsOf(BROKEN + 40, BROKEN + 200));
  await until(() => got.bits.length === BROKEN + 200);
  return { stream, alarms, alarm, got };
}

describe('what an operator said', { timeout: 40_000 }, () => {
  it('counts from the same row after kill -9: the stream goes on with the same bits', async () => {
    const say = (client: Client) => async (alarms: Alarms) => {
      const alarm = await alarms.find(({ open }) => open);
      await client.acknowledge(alarm.id, { by: 'Anna' });
      await client.callNormal(alarm.id, { by: 'Anna' });
    };
    await using undisturbed = await serve();
    await using calm = await connect(undisturbed.socketUrl);
    const expected = await send(calm, say(calm));
    await expected.stream.close();

    const state = join(folder.path, 'bits');
    // Nothing is saved before the kill but the stream's begin: every row comes again, and the marks with them.
    const first = await start(state, 0, '--save-every', '3600000');
    await using client = await connect(first.socketUrl, { backOff: { firstMs: 20, ceilingMs: 100 } });
    const { stream, alarms, alarm, got } = await send(client, say(client));
    await first.end('SIGKILL');
    const second = await start(state, first.port, '--save-every', '50');
    await stream.close();
    expect(got.bits).toEqual(expected.got.bits);
    expect(got.told).toEqual(expected.got.told);
    const whole = ({ id, open, picture }: AlarmInfo) => id === alarm.id && !open && (picture?.values.length ?? 0) > 90;
    const is = await alarms.find(whole);
    expect(is).toMatchObject({ acknowledged: { by: 'Anna' }, normal: { by: 'Anna' } });
    await client.close();
    await second.end('SIGTERM');
  });

  it('is all there after kill -9: mutes, windows, kinds, the audit trail; the outlets stay silent', async () => {
    await using there = await receiver();
    const state = join(folder.path, 'all');
    const more = ['--save-every', '50', '--webhook', there.url];
    const first = await start(state, 0, ...more);
    await using client = await connect(first.socketUrl, { backOff: { firstMs: 20, ceilingMs: 100 } });
    const alarms = new Alarms(client);
    await client.mute({ streams: 'plant/*', untilMs: Date.now() + hour, by: 'Anna' });
    await client.planMaintenance({ streams: 'x', fromMs: Date.now() + hour, untilMs: Date.now() + 2 * hour });
    const stream = await openSeries(client, 'plant/fan');
    stream.send(rowsOf(0, BROKEN + 40));
    const alarm = await alarms.find(({ stream: name, open }) => open && name === 'plant/fan');
    await client.acknowledge(alarm.id, { by: 'Berta', note: 'ü\n2' });
    const before = await client.audit();
    await first.end('SIGKILL');
    const second = await start(state, first.port, ...more);
    await using other = await connect(second.socketUrl);
    const seen = new Alarms(other);
    const is = await seen.find(({ id }) => id === alarm.id);
    expect(is).toMatchObject({ open: true, muted: true, acknowledged: { by: 'Berta', note: 'ü\n2' } });
    expect(seen.mutes.map(({ streams, kind }) => [streams, kind])).toEqual([
      ['plant/*', 'mute'],
      ['x', 'maintenance'],
    ]);
    expect(await other.audit()).toEqual(before);
    await new Promise((resolve) => setTimeout(resolve, 1500)); // a tick
    expect(there.notes).toEqual([]);
    await other.endMute(seen.mutes.find(({ streams }) => streams === 'plant/*')?.id ?? '');
    await until(() => there.notes.length > 0);
    expect(there.notes).toMatchObject([{ id: alarm.id, event: 'began' }]);
    await client.close();
    await second.end('SIGTERM');
  });

  it('that was changed on the disk is refused line by line, and a line that was cut off is cut away', async () => {
    const state = join(folder.path, 'changed');
    const streams = ['a', 'b', 'c'];
    {
      await using server = await serve({ state });
      await using client = await connect(server.socketUrl);
      for (const one of streams) await client.mute({ streams: one, untilMs: Date.now() + hour });
    }
    const journal = join(state, 'operator', 'journal.jsonl');
    const [a, b, c] = readFileSync(journal, 'utf8').split('\n') as [string, string, string];
    const hostile = `{"line":"mute","mute":{"id":1,"streams":{}}}`;
    writeFileSync(journal, `${a}\n${b.replace('"b"', '"*"')}\n00000000 ${hostile}\nrubbish\n${c}\n${a.slice(0, 40)}`);
    const warned: string[] = [];
    const log = { info: () => undefined, debug: () => undefined, error: () => undefined };
    const warn = (facts: object, sentence: string) => warned.push(`${sentence} ${JSON.stringify(facts)}`);
    await using server = await serve({ state, log: { ...log, warn } as never });
    await using client = await connect(server.socketUrl);
    const alarms = new Alarms(client);
    await until(() => alarms.told);
    expect(alarms.mutes.map(({ streams }) => streams)).toEqual(['a', 'c']);
    expect(warned.filter((each) => each.includes('"lines":3'))).toHaveLength(1);
    expect((await client.audit()).map(({ number }) => number)).toEqual([3, 2, 1]);
    await client.mute({ streams: 'd', untilMs: Date.now() + hour });
    expect((await client.audit(1))[0]?.number).toBe(4);
  });

  it('is not written through a link that somebody put there', async () => {
    const state = join(folder.path, 'linked');
    {
      await using server = await serve({ state });
      await server.ready;
    }
    const target = join(folder.path, 'target');
    writeFileSync(target, '');
    const operator = join(state, 'operator');
    expect(readdirSync(operator)).toContain('journal.jsonl');
    (await import('node:fs')).rmSync(join(operator, 'journal.jsonl'));
    symlinkSync(target, join(operator, 'journal.jsonl'));
    const server = await serve({ state }).catch((error: Error) => error);
    expect(server).toBeInstanceOf(Error);
    expect(readFileSync(target, 'utf8')).toBe('');
  });

  it('of a stream that is not brought back is of the past: its alarm is over', async () => {
    const state = join(folder.path, 'gone');
    let id = '';
    {
      await using server = await serve({ state });
      await using client = await connect(server.socketUrl);
      const stream = await openSeries(client, 'pump');
      const alarms = new Alarms(client);
      stream.send(rowsOf(0, BROKEN + 20));
      ({ id } = await alarms.find(({ open }) => open));
    }
    for (const file of readdirSync(state)) if (file.endsWith('.state')) writeFileSync(join(state, file), 'rubbish');
    await using server = await serve({ state });
    await using client = await connect(server.socketUrl);
    const alarm = await new Alarms(client).find((one) => one.id === id);
    expect(alarm).toMatchObject({ open: false, startsAtMs: START + BROKEN * MINUTE });
  });
});
