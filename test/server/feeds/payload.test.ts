// What a message of a sensor says, and which stream and channel its topic names.
import { describe, expect, it } from 'vitest';
import { atPath, readPayload } from '#src/server/feeds/mqtt/payload.js';
import { lastIsChannel, topicTemplate } from '#src/server/feeds/mqtt/topic-template.js';
import { RowGatherer } from '#src/server/feeds/row-gatherer.js';

const read = (text: string, values: Record<string, string> = {}, time: string | null = null) =>
  readPayload(Buffer.from(text), { values, time });

describe('readPayload()', () => {
  it.each([
    ['21.5', 21.5],
    [' -3e2\n', -300],
    ['.5', 0.5],
    ['ON', 1],
    ['closed', 0],
  ])('reads %j as a plain value', (text, value) => {
    expect(read(text)).toMatchObject({ plain: value });
  });

  it.each([
    ['', 'neither a number nor JSON'],
    ['21,5', 'neither a number nor JSON'],
    ['0x10', 'neither a number nor JSON'],
    ['1e999', 'neither a number nor an object'],
    ['"x"', 'neither a number nor an object'],
    ['[]', 'no number in the object'],
    ['{"a":"b"}', 'no number in the object'],
    ['9'.repeat(70_000), 'payload too long'],
  ])('refuses %.20j: %s', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it('reads the numbers at the top of an object, or those at the paths', () => {
    const text = '{"t":21,"h":{"rel":[40,41]},"on":true,"when":"2024-03-01T00:00:00Z","s":1709251200}';
    expect(read(text)).toMatchObject({
      named: new Map([
        ['t', 21],
        ['s', 1709251200],
      ]),
    });
    const named = new Map([
      ['humidity', 41],
      ['on', 1],
    ]);
    expect(read(text, { humidity: '$.h.rel[1]', on: 'on', none: 'x.y' }, 'when')).toEqual({
      ...{ plain: null, plainText: null, named, texts: new Map(), timeMs: Date.UTC(2024, 2, 1) },
    });
    expect(read(text, { t: 't' }, 's')).toMatchObject({ timeMs: Date.UTC(2024, 2, 1) });
    expect(read(text, { t: 'nothing' })).toBe('nothing at the paths');
    expect(read(text, { t: 't' }, 'h')).toBe('no time at the path');
  });

  it('finds nothing that an object only inherits', () => {
    expect(atPath({}, 'constructor.name')).toBeUndefined();
    expect(atPath({ a: 1 }, '__proto__')).toBeUndefined();
  });
});

describe('a topic', () => {
  it('names its channel by its last level, where nothing else is said', () => {
    expect(lastIsChannel('plant/pump/flow', false)).toEqual({ stream: 'plant/pump', channel: 'flow' });
    expect(lastIsChannel('plant/pump', true)).toEqual({ stream: 'plant/pump', channel: null });
    expect(lastIsChannel('flow', false)).toEqual({ stream: 'flow', channel: 'value' });
  });

  it('is read by a template', () => {
    const names = topicTemplate('v1/{stream}/+/{stream}/{channel}');
    expect(names('v1/a/x/b/flow', false)).toEqual({ stream: 'a/b', channel: 'flow' });
    expect(names('v1/a/x/b/flow', true)).toEqual({ stream: 'a/b', channel: null });
    expect(names('v2/a/x/b/flow', false)).toBeNull();
    expect(names('v1/a/x/b/flow/more', false)).toBeNull();
    expect(topicTemplate('t/{stream}')('t/a', false)).toEqual({ stream: 'a', channel: 'value' });
    expect(() => topicTemplate('plant/{channel}')).toThrow('a template must have a level {stream}');
    expect(() => topicTemplate('{stream}/{place}')).toThrow('received {place}');
  });
});

describe('RowGatherer', () => {
  const gather = (channels: string[], said: [string, number, number][]) => {
    const rows: { timeMs: number; values: readonly number[] }[] = [];
    const gatherer = new RowGatherer(channels, 1000);
    for (const [channel, timeMs, value] of said) {
      const observation = { stream: 's', timeMs, values: new Map([[channel, value]]) };
      gatherer.add(observation, timeMs, (row) => rows.push(row));
    }
    return { gatherer, rows };
  };

  it('closes a row when each channel has reported, or one reports again', () => {
    const { rows } = gather(
      ['a', 'b'],
      [
        ['a', 1, 10],
        ['b', 2, 20],
        ['a', 3, 11],
        ['a', 4, 12],
        ['b', 5, 22],
      ],
    );
    expect(rows).toEqual([
      { timeMs: 2, values: [10, 20], last: 0 },
      { timeMs: 3, values: [11, Number.NaN], last: 0 },
      { timeMs: 5, values: [12, 22], last: 0 },
    ]);
  });

  it('closes a row that is open for too long, and counts channels that it does not have', () => {
    const { gatherer, rows } = gather(
      ['a', 'b'],
      [
        ['a', 1, 10],
        ['c', 2, 5],
      ],
    );
    expect(gatherer.unknown).toBe(1);
    gatherer.tick(500, (row) => rows.push(row));
    expect(rows).toEqual([]);
    gatherer.tick(1001, (row) => rows.push(row));
    expect(rows).toEqual([{ timeMs: 1, values: [10, Number.NaN], last: 0 }]);
  });
});
