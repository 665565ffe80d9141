// The alarms of a server's streams at a webhook, while the receiver fails, the server is killed, and clients send their
// rows again.
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { serve } from '../stand.js';
import { receiver, START, until } from './made.js';
import { brokenSeries, sendSeries } from './made-series.js';

describe('a server with a webhook', () => {
  it('tells each alarm once, of the streams that the outlet wants, and counts it', async () => {
    await using there = await receiver();
    const outlets = [{ kind: 'webhook' as const, url: there.url, streams: 'plant/*', perMinute: 6000 }];
    await using server = await serve({ alarms: { outlets } });
    await sendSeries(server.socketUrl, 'plant/pump');
    await sendSeries(server.socketUrl, 'office/fan');
    await until(() => there.notes.length > 0);
    const [note] = there.notes;
    expect(note).toMatchObject({ event: 'began', stream: 'plant/pump', channel: 'flow', label: 'anomaly' });
    expect(note?.startsAtMs).toBe(START + 660 * 60_000);
    expect(note?.text).toMatch(/^plant\/pump: .+ \((notice|warning|critical), severity \d+\.\d\)$/);
    const metrics = await (await fetch(`${server.url}metrics`)).text();
    expect(metrics).toMatch(/^sluice_outlet_alarms_total\{outlet="webhook"\} [1-9]/m);
    expect(metrics).toContain('sluice_outlet_waiting{outlet="webhook"} 0');
    expect(there.notes.every(({ stream }) => stream === 'plant/pump')).toBe(true);
  });

  it('does not start with settings that are none', async () => {
    await expect(serve({ alarms: { outlets: [{ kind: 'webhook', url: 'ftp://x' }] } })).rejects.toThrow(
      "'alarms.outlets.0.url' is not usable: must be an address that begins with http:// or https://",
    );
    const secret = { env: 'SLUICE_NO_SUCH_VARIABLE' };
    await expect(serve({ alarms: { outlets: [{ kind: 'webhook', url: 'http://x', secret }] } })).rejects.toThrow(
      'webhook, secret: the variable SLUICE_NO_SUCH_VARIABLE is not set',
    );
  });
});

describe('sluice serve --webhook, killed while the receiver fails', { timeout: 180_000 }, () => {
  it('delivers after its next start what it had raised, and nothing twice', async () => {
    let fails = true;
    await using there = await receiver((_, response) => response.writeHead(fails ? 500 : 204).end());
    const state = temporaryFolder().path;
    const start = async () => {
      const args = ['serve', '--json', '--port', '0', '--state', state, '--save-every', '50', '--log-level', 'silent'];
      const child = startSluice([...args, '--webhook', there.url]);
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      return { child, socketUrl: (JSON.parse(line.toString()) as { socketUrl: string }).socketUrl };
    };
    const first = await start();
    await using client = await connect(first.socketUrl);
    const stream = await client.open({ stream: 'pump', model: 'anomaly', channels: ['flow'], drop: 'none' });
    const alarms: number[] = [];
    stream.detections$.subscribe({ next: ({ startsAtMs }) => alarms.push(startsAtMs), error: () => undefined });
    stream.send(brokenSeries());
    await until(() => alarms.length > 0 && there.requests > 0);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(there.notes).toEqual([]);
    fails = false;
    const second = await start();
    try {
      await until(() => there.notes.length > 0);
      expect(there.notes.map(({ startsAtMs }) => startsAtMs)).toEqual(expect.arrayContaining([alarms[0]]));
      const again = await connect(second.socketUrl);
      const over = await again.open({ stream: 'pump', model: 'anomaly', channels: ['flow'], replace: true });
      await over.close();
      await again.close();
    } finally {
      second.child.kill('SIGTERM');
      await once(second.child, 'exit');
    }
    expect(new Set(there.notes.map(({ id, event }) => `${id} ${event}`)).size).toBe(there.notes.length);
  });
});
