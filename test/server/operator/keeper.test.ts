// The alarms of many streams as they come and go, with streams and outlets that are made up.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DetectionFields } from '#src/protocol/server-frames.js';
import { Operator } from '#src/server/operator/operator.js';
import { OperatorStore } from '#src/server/operator/operator-store.js';
import type { AlarmNote } from '#src/server/outlets/alarm-note.js';
import { FrameLog } from '#src/server/streams/frame-log.js';
import type { ServedStream } from '#src/server/streams/served-stream.js';

afterEach(() => vi.restoreAllMocks());

function detectionOf(open: boolean, startsAtMs = 1000): DetectionFields {
  return {
    ...{ number: 1, index: 1, label: 'anomaly', score: 1, startsAtMs, endsAtMs: startsAtMs + 5, timeMs: startsAtMs },
    ...{ channel: 'flow', severity: 5, value: 9, expected: 2, spread: 1, open, reason: 'spike', why: 'flow is 9' },
  };
}

function world() {
  const told: AlarmNote[] = [];
  const streams = new Map<string, ServedStream>();
  const none = () => undefined;
  const operator = new Operator({
    stream: (name) => streams.get(name),
    tell: (note) => told.push(note),
    listener: { alarmChanged: none, alarmForgotten: none, quietChanged: none },
    warn: none,
    now: () => clock.nowMs,
  });
  const clock = { nowMs: 10_000 };
  const open = (name: string, openMessage = {}) => {
    const made = {
      ...{ name, token: `token of ${name}`, openMessage, over: false, predictions: 0, nextRow: 5 },
      ...{ plan: { channels: ['flow'] }, results: { points: new FrameLog(1000) } },
      ...{ hold: () => none, setMarks: async () => undefined },
    };
    streams.set(name, made as unknown as ServedStream);
    return made as unknown as ServedStream;
  };
  return { operator, told, clock, open, streams };
}

describe('an alarm', () => {
  it('that ends while it is acknowledged is over and acknowledged', async () => {
    const { operator, told, open } = world();
    const pump = open('pump');
    operator.detected(pump, detectionOf(true));
    const keep = vi.spyOn(OperatorStore.prototype, 'keep').mockImplementation(async () => {
      operator.detected(pump, detectionOf(false));
    });
    await operator.acknowledge(operator.alarms[0]?.id ?? '', { by: 'Anna' }, 'address');
    expect(keep).toHaveBeenCalledOnce();
    expect(operator.alarms).toMatchObject([{ open: false, acknowledged: { by: 'Anna' } }]);
    expect(told.map(({ event }) => event)).toEqual(['began', 'ended']);
  });

  it('whose begin went out has its end told though it is muted by then; one that began muted has neither', async () => {
    const { operator, told, clock, open } = world();
    const [pump, fan] = [open('pump'), open('fan')];
    operator.detected(pump, detectionOf(true));
    await operator.mute('mute', { streams: '*', untilMs: clock.nowMs + 1000 }, 'address');
    operator.detected(fan, detectionOf(true));
    operator.detected(pump, detectionOf(false));
    operator.detected(fan, detectionOf(false));
    expect(told.map(({ stream, event }) => [stream, event])).toEqual([
      ['pump', 'began'],
      ['pump', 'ended'],
    ]);
    clock.nowMs += 2000;
    operator.tick();
    expect(told).toHaveLength(2); // what is over when the mute ends goes out no more
  });

  it('that was called normal while it was muted does not go out when the mute ends', async () => {
    const { operator, told, clock, open } = world();
    await operator.mute('mute', { streams: '*', untilMs: clock.nowMs + 1000 }, 'address');
    operator.detected(open('pump'), detectionOf(true));
    await operator.callNormal(operator.alarms[0]?.id ?? '', {}, 'address');
    clock.nowMs += 2000;
    operator.tick();
    expect(told).toEqual([]);
    expect(operator.mutes).toEqual([]);
  });

  it('of the past is listed as such, goes out nowhere, and leaves the list with its end', () => {
    const { operator, told, open } = world();
    const pump = open('pump', { pastUntilMs: 5000 });
    operator.detected(pump, detectionOf(true));
    expect(operator.alarms).toMatchObject([{ past: true }]);
    operator.detected(pump, detectionOf(false));
    expect(operator.alarms).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is over when its stream is, and is given to no later stream of that name', async () => {
    const { operator, open } = world();
    const pump = open('pump');
    operator.detected(pump, detectionOf(true));
    await operator.acknowledge(operator.alarms[0]?.id ?? '', {}, 'address');
    expect(operator.marksOf('pump', pump.token)).toMatchObject([{ kind: 'acknowledged', row: 5, startsAtMs: 1000 }]);
    operator.forgotten(pump);
    expect(operator.alarms[0]?.open).toBe(false);
    expect(operator.marksOf('pump', 'another token')).toEqual([]);
  });
});

describe('many alarms at once', () => {
  it('go out one and all, though the list is bounded', () => {
    const { operator, told, open } = world();
    const streams = Array.from({ length: 1000 }, (_, i) => open(`plant/${i}`));
    streams.forEach((stream, i) => {
      operator.detected(stream, detectionOf(true, 1000 + i));
    });
    operator.tick();
    expect(operator.alarms).toHaveLength(500);
    for (const [i, stream] of streams.entries()) operator.detected(stream, detectionOf(false, 1000 + i));
    expect(told.filter(({ event }) => event === 'began')).toHaveLength(1000);
    expect(told.filter(({ event }) => event === 'ended')).toHaveLength(1000);
  });
});
