// A stream that learns from history first: its alarms go out to nobody, and then it is live without a seam.
import { lastValueFrom, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { bits, serve } from '../stand.js';
import { receiver, START, until } from './made.js';
import { brokenSeries, MINUTE } from './made-series.js';

it('a stream with a history tells only what began after it, and its bits are those of a stream without a seam', async () => {
  await using there = await receiver();
  await using server = await serve({ alarms: { outlets: [{ kind: 'webhook', url: there.url, perMinute: 6000 }] } });
  await using client = await connect(server.socketUrl);
  const live = START + 700 * MINUTE;
  const all = [...brokenSeries(5), ...brokenSeries(5, live)];
  const send = async (name: string, more: { readonly pastUntilMs?: number }) => {
    const stream = await client.open({ stream: name, model: 'anomaly', channels: ['flow'], drop: 'none', ...more });
    const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
    const detections = lastValueFrom(stream.detections$.pipe(toArray()));
    stream.send(all);
    await stream.close();
    return { predictions: await predictions, detections: await detections };
  };
  const whole = await send('whole', {});
  const learnt = await send('learnt', { pastUntilMs: live - 1 });
  expect(bits(learnt.predictions)).toEqual(bits(whole.predictions));
  expect(learnt.detections.map(({ index }) => index)).toEqual(whole.detections.map(({ index }) => index));
  const later = whole.detections.filter(({ startsAtMs }) => startsAtMs >= live);
  expect(later.length).toBeGreaterThan(0);
  expect(later.length).toBeLessThan(whole.detections.length);
  const told = (name: string) =>
    there.notes.filter(({ stream }) => stream === name).map(({ startsAtMs }) => startsAtMs);
  await until(() => told('whole').length === whole.detections.length && told('learnt').length >= later.length);
  expect(told('learnt')).toEqual(later.map(({ startsAtMs }) => startsAtMs));
});
