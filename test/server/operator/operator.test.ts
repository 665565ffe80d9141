// What an operator says to a real server: who sees to an alarm, what is normal, what is to be quiet, and what became of
// it.
import { describe, expect, it, vi } from 'vitest';
import { connect } from '#src/node/index.js';
import { LineFile } from '#src/server/operator/line-file.js';
import { temporaryFolder } from '../../support/folder.js';
import { receiver, until } from '../outlets/made.js';
import { serve } from '../stand.js';
import { Alarms, BROKEN, broken, MINUTE, metric, openSeries, rowsOf, START } from './made.js';

const hour = 3_600_000;
const temporary = temporaryFolder();

describe('an alarm at a server', { timeout: 60_000 }, () => {
  it('is told to who watches alarms, with its level, why, and the rows around it', async () => {
    await using server = await serve();
    const { client, alarm, alarms } = await broken(server.socketUrl, 'plant/pump');
    expect(alarm).toMatchObject({
      ...{ stream: 'plant/pump', channel: 'flow', startsAtMs: START + BROKEN * MINUTE, open: true, muted: false },
      ...{ acknowledged: null, normal: null, group: alarm.id },
    });
    expect(['warning', 'critical']).toContain(alarm.level);
    expect(alarm.why).toContain('flow');
    const { picture } = await alarms.find(({ picture }) => (picture?.values.length ?? 0) >= 90);
    expect(picture?.timesMs[0]).toBe(START + (BROKEN - 50) * MINUTE);
    const at = picture?.timesMs.indexOf(START + BROKEN * MINUTE) ?? -1;
    expect(picture?.values[at]).toBeGreaterThan(45);
    expect(picture?.expected[at]).toBeLessThan(25);
    await client.close();
  });

  it('is acknowledged by somebody with a note, which all who watch are told, and the audit trail keeps', async () => {
    await using server = await serve();
    const { client, alarm, alarms } = await broken(server.socketUrl, 'pump');
    await using other = await connect(server.socketUrl);
    const seen = new Alarms(other, 'pu*');
    await client.acknowledge(alarm.id, { by: 'Anna', note: 'I go and look' });
    const is = await seen.find(({ acknowledged }) => acknowledged !== null);
    expect(is.acknowledged).toMatchObject({ by: 'Anna', note: 'I go and look' });
    expect(is.open).toBe(true);
    expect(alarms.byId.get(alarm.id)?.acknowledged?.by).toBe('Anna');
    const [entry] = await other.audit();
    expect(entry).toMatchObject({ number: 1, by: 'Anna', deed: 'acknowledged', alarm: alarm.id, stream: 'pump' });
    expect(entry?.client).toMatch(/^address /);
    expect(entry?.about).toContain('pump, flow: ');
    await client.close();
  });

  it("is learnt from only once it is acknowledged, where the server is told so: adapt 'when acknowledged'", async () => {
    await using server = await serve({ adapt: 'when acknowledged' });
    const { client, stream, alarm, alarms } = await broken(server.socketUrl, 'pump', BROKEN + 1000);
    expect(alarms.byId.get(alarm.id)?.open).toBe(true); // after 16 hours of its rows
    await client.acknowledge(alarm.id);
    stream.send(rowsOf(BROKEN + 1000, BROKEN + 2000));
    await alarms.find(({ open }) => !open);
    await client.close();
  });

  it('that is called normal ends with the next row, is learnt, and does not begin again', async () => {
    await using server = await serve();
    const { client, stream, alarm, alarms } = await broken(server.socketUrl, 'pump');
    await client.callNormal(alarm.id, { by: 'Anna' });
    expect(alarms.byId.get(alarm.id)).toMatchObject({ open: true, normal: { by: 'Anna', always: false } });
    expect(await metric(server.url, 'sluice_stream_alarms_open', 'pump')).toBe(0);
    stream.send(rowsOf(BROKEN + 40, BROKEN + 240));
    await alarms.find(({ open }) => !open);
    await stream.close();
    expect(alarms.all.filter(({ startsAtMs }) => startsAtMs > alarm.startsAtMs)).toEqual([]);
    await client.close();
  });

  it('that is always normal is told no more, on a stream of that name that begins anew, until that is forgotten', async () => {
    await using server = await serve();
    const { client, stream, alarm, alarms } = await broken(server.socketUrl, 'pump');
    await client.callNormal(alarm.id, { always: true, note: 'the valve' });
    await until(() => alarms.normal.length > 0);
    expect(alarms.normal).toMatchObject([{ stream: 'pump', channel: 'flow', side: 1, note: 'the valve' }]);
    await stream.close();
    const again = async () => {
      const anew = await openSeries(client, 'pump');
      const begins: number[] = [];
      anew.detections$.subscribe(({ startsAtMs, open }) => open && begins.push(startsAtMs));
      anew.send(rowsOf(0, BROKEN + 40));
      await anew.close();
      return begins;
    };
    expect(await again()).toEqual([]);
    await client.forgetNormal(alarms.normal[0]?.id ?? '', { by: 'Anna' });
    await until(() => alarms.normal.length === 0);
    expect(await again()).toEqual([alarm.startsAtMs]);
    expect((await client.audit()).map(({ deed }) => deed)).toEqual(['forgot what is normal', 'called always normal']);
    await client.close();
  });

  it('of one cause on several streams of a folder has one group there and at the outlets', async () => {
    await using there = await receiver();
    const outlets = [{ kind: 'webhook' as const, url: there.url, perMinute: 6000 }];
    await using server = await serve({ alarms: { outlets } });
    const first = await broken(server.socketUrl, 'plant/pump-1');
    const second = await broken(server.socketUrl, 'plant/pump-2');
    const third = await broken(server.socketUrl, 'office/fan');
    expect(second.alarm.group).toBe(first.alarm.id);
    expect(third.alarm.group).toBe(third.alarm.id);
    await until(() => there.notes.length >= 3);
    const groups = new Map(there.notes.map(({ stream, group }) => [stream, group]));
    expect(groups.get('plant/pump-2')).toBe(first.alarm.id);
    expect(groups.get('office/fan')).toBe(third.alarm.id);
    expect(there.notes[0]?.level).toBe(first.alarm.level);
    for (const { client } of [first, second, third]) await client.close();
  });
});

describe('what cannot be written', { timeout: 60_000 }, () => {
  it('is refused, and is not done', async () => {
    const state = temporary.path;
    await using server = await serve({ state });
    await using client = await connect(server.socketUrl);
    const alarms = new Alarms(client);
    const full = vi.spyOn(LineFile.prototype, 'append').mockImplementation(() => {
      throw new Error('ENOSPC: no space left on device');
    });
    const asked = client.mute({ streams: '*', untilMs: Date.now() + hour });
    await expect(asked).rejects.toThrow('could not be written: ENOSPC');
    full.mockRestore();
    await client.mute({ streams: 'x', untilMs: Date.now() + hour });
    await until(() => alarms.mutes.length > 0);
    expect(alarms.mutes.map(({ streams }) => streams)).toEqual(['x']);
    expect((await client.audit()).map(({ number }) => number)).toEqual([1]);
  });
});

describe('what is muted', { timeout: 60_000 }, () => {
  it('is listed as muted, goes to no outlet, counts as none, and goes out once when the mute ends', async () => {
    await using there = await receiver();
    const outlets = [{ kind: 'webhook' as const, url: there.url, perMinute: 6000 }];
    await using server = await serve({ alarms: { outlets } });
    await using client = await connect(server.socketUrl);
    const { mute, matches } = await client.mute({ streams: 'plant/*', untilMs: Date.now() + hour, by: 'Anna' });
    expect(matches).toBe(0);
    const { alarm, alarms, client: sender } = await broken(server.socketUrl, 'plant/pump');
    expect(alarm.muted).toBe(true);
    const other = await broken(server.socketUrl, 'office/fan');
    await until(() => there.notes.length > 0);
    expect(there.notes.map(({ stream }) => stream)).toEqual(['office/fan']);
    expect(await metric(server.url, 'sluice_stream_alarms_open', 'plant/pump')).toBe(0);
    expect(await metric(server.url, 'sluice_stream_alarms_muted', 'plant/pump')).toBe(1);
    expect(alarms.mutes).toEqual([mute]);
    await client.endMute(mute.id, { by: 'Berta' });
    await until(() => there.notes.length > 1);
    expect(there.notes[1]).toMatchObject({ stream: 'plant/pump', event: 'began', id: alarm.id, open: true });
    expect((await alarms.find(({ muted }) => !muted)).id).toBe(alarm.id);
    expect(await metric(server.url, 'sluice_stream_alarms_open', 'plant/pump')).toBe(1);
    expect((await client.audit()).map(({ deed, by }) => [deed, by])).toEqual([
      ['ended', 'Berta'],
      ['muted', 'Anna'],
    ]);
    expect(there.notes).toHaveLength(2);
    for (const one of [sender, other.client]) await one.close();
  });

  it('is one channel of a stream where that is named, and ends by itself at its time', async () => {
    await using there = await receiver();
    const outlets = [{ kind: 'webhook' as const, url: there.url, perMinute: 6000 }];
    await using server = await serve({ alarms: { outlets } });
    await using client = await connect(server.socketUrl);
    await client.mute({ streams: 'pump', channel: 'heat', untilMs: Date.now() + hour });
    const { mute } = await client.mute({ streams: 'fan', channel: 'flow', untilMs: Date.now() + 10_000 });
    const pump = await broken(server.socketUrl, 'pump');
    const fan = await broken(server.socketUrl, 'fan');
    expect([pump.alarm.muted, fan.alarm.muted]).toEqual([false, true]);
    await until(() => there.notes.some(({ stream }) => stream === 'fan'));
    expect(Date.now()).toBeGreaterThanOrEqual(mute.untilMs);
    expect(fan.alarms.mutes.map(({ streams }) => streams)).toEqual(['pump']);
    for (const one of [pump.client, fan.client]) await one.close();
  });

  it('by a maintenance window is quiet within it and not before', async () => {
    await using there = await receiver();
    const outlets = [{ kind: 'webhook' as const, url: there.url, perMinute: 6000 }];
    await using server = await serve({ alarms: { outlets } });
    await using client = await connect(server.socketUrl);
    const now = Date.now();
    await client.planMaintenance({ streams: 'plant/later', fromMs: now + hour, untilMs: now + 2 * hour });
    await client.planMaintenance({
      streams: 'plant/now',
      fromMs: now - hour,
      untilMs: now + hour,
      note: 'new bearing',
    });
    const later = await broken(server.socketUrl, 'plant/later');
    const within = await broken(server.socketUrl, 'plant/now');
    expect([later.alarm.muted, within.alarm.muted]).toEqual([false, true]);
    await until(() => there.notes.length > 0);
    expect(there.notes.map(({ stream }) => stream)).toEqual(['plant/later']);
    expect(within.alarms.mutes.map(({ kind }) => kind)).toEqual(['maintenance', 'maintenance']);
    for (const one of [later.client, within.client]) await one.close();
  });
});
