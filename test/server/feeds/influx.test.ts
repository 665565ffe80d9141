// Line protocol: what lines are, and a real server to which they are posted as Telegraf posts them.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLine } from '#src/server/feeds/influx/line-protocol.js';
import { receiver, START, until } from '../outlets/made.js';
import { brokenSeries } from '../outlets/made-series.js';
import { serve } from '../stand.js';

describe('readLine()', () => {
  it('reads tags, fields of every kind and the timestamp', () => {
    expect(
      readLine('cpu,host=a,cpu=cpu0 idle=98.5,up=12i,n=3u,ok=t,bad=FALSE,text="x y, z=1" 1709251200000000000'),
    ).toEqual({
      measurement: 'cpu',
      tags: new Map([
        ['host', 'a'],
        ['cpu', 'cpu0'],
      ]),
      fields: new Map([
        ['idle', 98.5],
        ['up', 12],
        ['n', 3],
        ['ok', 1],
        ['bad', 0],
      ]),
      texts: 1,
      words: new Map([['text', 'x y, z=1']]),
      time: 1709251200000000000,
    });
    expect(readLine('m v=-1e3')).toMatchObject({ fields: new Map([['v', -1000]]), time: null });
  });

  it('reads what is escaped', () => {
    expect(readLine('my\\ room,pl\\,ace=a\\=b\\ c tem\\ p=1,t="say \\"hi\\" now" 5')).toEqual({
      measurement: 'my room',
      tags: new Map([['pl,ace', 'a=b c']]),
      fields: new Map([['tem p', 1]]),
      texts: 1,
      words: new Map([['t', 'say "hi" now']]),
      time: 5,
    });
  });

  it.each([
    ['', 'no field'],
    ['cpu', 'no field'],
    ['cpu idle', 'a field without a value'],
    ['cpu idle=', 'a field without a value'],
    ['cpu idle=fast', 'a field that is no value'],
    ['cpu idle=0x10', 'a field that is no value'],
    ['cpu idle=1e999', 'a field that is no value'],
    ['cpu,host idle=1', 'a tag without a value'],
    [',host=a idle=1', 'no measurement'],
    ['cpu t="no end', 'a text has no end'],
    ['cpu idle=1 noon', 'a timestamp that is no whole number'],
    ['cpu idle=1 5 6', 'more than measurement, fields and timestamp'],
    ['{"json":1}', 'no field'],
    [`cpu idle=${'1'.repeat(70_000)}`, 'line too long'],
  ])('refuses %.30j: %s', (line, reason) => {
    expect(readLine(line)).toBe(reason);
  });
});

const TOKEN = '0123456789abcdef';
const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers });

describe('POST /write', () => {
  it('takes lines packed by gzip, as Telegraf sends them, and raises the alarm of their stream', async () => {
    await using there = await receiver();
    await using server = await serve({
      influx: { model: 'anomaly', discoverMs: 0 },
      alarms: { outlets: [{ kind: 'webhook', url: there.url }] },
    });
    const rows = brokenSeries();
    const lines: string[] = [];
    for (let i = 0; i < rows.length; i += 2) lines.push(`pump,host=a,site=x\\ y flow=${rows[i + 1]} ${rows[i]}000000`);
    const bodies = [lines.slice(0, 300), lines.slice(300)].map((part) => gzipSync(`${part.join('\n')}\n`));
    for (const body of bodies) {
      const { status } = await post(`${server.url}write?db=telegraf`, Uint8Array.from(body), {
        'Content-Encoding': 'gzip',
      });
      expect(status).toBe(204);
    }
    await until(() => there.notes.length > 0);
    expect(there.notes[0]).toMatchObject({ stream: 'pump/a/x_y', channel: 'flow', startsAtMs: START + 660 * 60_000 });
  });

  it('takes the good lines of a body and says why the first bad one is none', async () => {
    await using server = await serve({ influx: { model: 'anomaly', discoverMs: 0, gatherMs: 0 } });
    const answer = await post(
      `${server.url}api/v2/write?precision=s`,
      'a v=1 1\nnonsense\n\n# a comment\na v=2 2\nb v=x 3\n',
    );
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: 'partial write: 2 lines were refused, the others were taken: line 2: no field',
    });
    let metrics = '';
    while (!metrics.includes('sluice_feed_rows_total{feed="influx"} 2')) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      metrics = await (await fetch(`${server.url}metrics`)).text();
    }
    expect(metrics).toContain('sluice_feed_messages_total{feed="influx"} 4');
    expect(metrics).toContain('sluice_feed_refused_total{feed="influx",reason="a field that is no value"} 1');
  });

  it('bounds what waits: a million lines are taken or asked for again, and the server stays up', async () => {
    await using server = await serve({ influx: { model: 'anomaly', discoverMs: 3_600_000 } });
    const body = Array.from({ length: 50_000 }, (_, i) => `a v=${i} ${i}`).join('\n');
    const statuses: number[] = [];
    for (let i = 0; i < 20; i++) {
      const answer = await post(`${server.url}write?precision=ms`, body);
      statuses.push(answer.status);
      if (answer.status === 503) expect(answer.headers.get('retry-after')).toBe('5');
    }
    expect(statuses.slice(0, 2)).toEqual([204, 204]);
    expect(statuses.slice(3).every((status) => status === 503)).toBe(true);
    expect((await fetch(`${server.url}healthz`)).status).toBe(200);
  });

  it('asks for a token in the ways that senders know, for the right to send, and for no foreign page', async () => {
    const tokens = [
      { rights: ['send'] as const, token: TOKEN },
      { rights: ['watch'] as const, token: 'abcdefabcdefabcd' },
    ];
    await using server = await serve({ tokens, influx: { model: 'anomaly' } });
    const url = `${server.url}write`;
    const status = async (headers: Record<string, string>) => (await post(url, 'a v=1', headers)).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Token ${TOKEN}` })).toBe(204);
    expect(await status({ authorization: `Bearer ${TOKEN}` })).toBe(204);
    expect(await status({ authorization: `Basic ${Buffer.from(`telegraf:${TOKEN}`).toString('base64')}` })).toBe(204);
    expect(await status({ authorization: 'Token abcdefabcdefabcd' })).toBe(403);
    expect(await status({ authorization: `Token ${TOKEN}`, origin: 'https://evil.example' })).toBe(403);
  });

  it('refuses bodies that are too long or packed in another way, and answers what senders ask first', async () => {
    await using server = await serve({ influx: { model: 'anomaly' } });
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(20 * 2 ** 20, 10)));
    expect((await post(`${server.url}write`, bomb, { 'Content-Encoding': 'gzip' })).status).toBe(413);
    expect((await post(`${server.url}write`, Uint8Array.of(1, 2), { 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect((await post(`${server.url}write`, 'x', { 'Content-Encoding': 'br' })).status).toBe(415);
    expect((await fetch(`${server.url}ping`)).status).toBe(204);
    expect((await post(`${server.url}query?q=CREATE+DATABASE`, '')).status).toBe(200);
    expect((await fetch(`${server.url}write`)).status).toBe(405);
  });

  it('is not there where nobody asked for it', async () => {
    await using server = await serve();
    expect((await post(`${server.url}write`, 'a v=1')).status).toBe(404);
  });
});
