// Where what operators said lies, and its bounds: lines on the disk, the audit trail, the list of alarms, mutes and clocks.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Mute } from '#src/node/index.js';
import { AlarmBook } from '#src/server/operator/alarm-book.js';
import { AuditTrail } from '#src/server/operator/audit-trail.js';
import { Journal } from '#src/server/operator/journal.js';
import { LineFile } from '#src/server/operator/line-file.js';
import { Mutes } from '#src/server/operator/mutes.js';
import type { AlarmRecord, Line } from '#src/server/operator/records.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const hour = 3_600_000;

function muteOf(id: string, fromMs: number, untilMs: number, atMs = fromMs): Mute {
  return { id, kind: 'mute', streams: 'plant/*', channel: null, fromMs, untilMs, by: 'Anna', atMs, note: '' };
}

function alarmOf(id: string, stream: string, startsAtMs: number, open = true): AlarmRecord {
  return {
    ...{ id, stream, channel: 'flow', level: 'notice', severity: 3, reason: 'spike', why: '', value: 1, expected: 0 },
    ...{ spread: 1, startsAtMs, endsAtMs: startsAtMs, open, group: id, muted: false, past: false, picture: null },
    ...{ acknowledged: null, normal: null, life: 'a', told: true, acknowledgedRow: null, normalRow: null },
    first: { reason: 'spike', value: 1, apart: 1, severity: 3 },
  };
}

describe('a mute', () => {
  it('covers streams by pattern, and channels by name, within its time', () => {
    const mutes = new Mutes();
    mutes.add(muteOf('a', 1000, 2000), 1000, 0);
    mutes.add({ ...muteOf('b', 1000, 2000), streams: 'x', channel: 'flow' }, 1000, 0);
    const covered = (stream: string, channel: string | null, nowMs: number) => mutes.covers(stream, channel, nowMs);
    expect([covered('plant/a', 'flow', 1000), covered('plant/a', null, 1999)]).toEqual([true, true]);
    expect([covered('plant/a', 'flow', 999), covered('plant/a', 'flow', 2000)]).toEqual([false, false]);
    expect([covered('x', 'flow', 1500), covered('x', 'heat', 1500), covered('x', null, 1500)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('ends when it was to last so long, though the time of day was set back, and when that was set forward', () => {
    const mutes = new Mutes();
    const atMs = 100 * hour;
    mutes.add(muteOf('back', atMs, atMs + hour), atMs, 0);
    expect(mutes.takeOver(atMs - 24 * hour, hour - 1)).toEqual([]);
    expect(mutes.takeOver(atMs - 24 * hour, hour).map(({ id }) => id)).toEqual(['back']);
    mutes.add(muteOf('forward', atMs, atMs + hour), atMs, 0);
    expect(mutes.takeOver(atMs + 24 * hour, 1).map(({ id }) => id)).toEqual(['forward']);
    // a window that is to come is not over before it has begun
    mutes.add(muteOf('later', atMs + hour, atMs + 2 * hour, atMs), atMs, 0);
    expect(mutes.takeOver(atMs, hour + 1)).toEqual([]);
    expect(mutes.takeOver(atMs + 2 * hour, 2 * hour).map(({ id }) => id)).toEqual(['later']);
  });
});

describe('the list of alarms', () => {
  it('keeps 100 of a stream and 500 in all; those that are over go first, the oldest of them', () => {
    const book = new AlarmBook();
    for (let i = 0; i < 100; i++) expect(book.put(alarmOf(`a${i}`, 'a', i, i !== 50))).toEqual([]);
    expect(book.put(alarmOf('a100', 'a', 100)).map(({ id }) => id)).toEqual(['a50']);
    expect(book.put(alarmOf('a101', 'a', 101)).map(({ id }) => id)).toEqual(['a0']);
    for (let i = 0; i < 400; i++) expect(book.put(alarmOf(`b${i}`, `b${i % 40}`, i, i > 0))).toEqual([]);
    expect(book.put(alarmOf('c', 'c', 0)).map(({ id }) => id)).toEqual(['b0']);
    expect([...book.all]).toHaveLength(500);
  });

  it('counts what calls for somebody by stream, and what is muted', () => {
    const book = new AlarmBook();
    const said = { by: 'Anna', atMs: 0, note: '', always: false };
    book.put(alarmOf('1', 'a', 0));
    book.put({ ...alarmOf('2', 'a', 0), muted: true });
    book.put({ ...alarmOf('3', 'a', 0), normal: said });
    book.put(alarmOf('4', 'b', 0, false));
    expect([...book.counts()]).toEqual([
      ['a', 1, 1],
      ['b', 0, 0],
    ]);
    book.forgetStream('b');
    expect([...book.counts()]).toEqual([['a', 1, 1]]);
  });

  it('puts alarms of streams in one folder into one group within a minute of the first, and not in a chain', () => {
    const book = new AlarmBook();
    const add = (id: string, stream: string, startsAtMs: number, past = false) => {
      const alarm = { ...alarmOf(id, stream, startsAtMs), past };
      const group = book.groupFor(alarm);
      book.put({ ...alarm, group });
      return group;
    };
    expect(add('1', 'plant/a', 0)).toBe('1');
    expect(add('2', 'plant/b', 50_000)).toBe('1');
    expect(add('3', 'plant/c', 100_000)).toBe('3');
    expect(add('4', 'office/a', 100_000)).toBe('4');
    expect(add('5', 'plant/hall/a', 100_000)).toBe('5');
    expect(add('6', 'plant/d', 100_000, true)).toBe('6');
  });
});

describe('the audit trail', () => {
  it('is numbered without a gap over restarts, kept in files of 1000, the oldest of which go', async () => {
    const path = folder.path;
    const entry = {
      by: 'Anna',
      client: 'token x',
      deed: 'muted',
      about: '',
      alarm: null,
      stream: '*',
      note: '',
    } as const;
    for (const [from, to] of [
      [1, 999],
      [1000, 1001],
    ] as const) {
      const trail = new AuditTrail(path);
      for (let i = from; i <= to; i++) trail.append({ ...entry, atMs: -i });
      trail.append({ ...entry, atMs: 0 })(); // taken back
      await trail.sync();
      expect(trail.newest(1)[0]?.number).toBe(to);
      trail.close();
    }
    const again = new AuditTrail(path);
    expect(again.newest(3).map(({ number }) => number)).toEqual([1001, 1000, 999]);
    expect(again.newest(5000)).toHaveLength(1000);
    expect(readdirSync(path).filter((file) => file.startsWith('audit-'))).toEqual([
      'audit-000000000001.jsonl',
      'audit-000000001001.jsonl',
    ]);
    again.close();
  });
});

describe('the journal', () => {
  it('is written anew when it is long, with what is still wanted', () => {
    const path = `${folder.path}/`;
    const journal = new Journal(path, 2000);
    const line = (id: string): Line => ({ line: 'mute', mute: muteOf(id, 0, 1) });
    while (!journal.isLong) journal.append(line('old'));
    journal.replace([line('kept')]);
    expect(journal.isLong).toBe(false);
    journal.append(line('new'), { line: 'mute-over', id: 'kept' });
    journal.close();
    const read = new Journal(path).read();
    expect(read.refused).toBe(0);
    expect(read.lines.map((one) => (one.line === 'mute' ? one.mute.id : one.line))).toEqual([
      'kept',
      'new',
      'mute-over',
    ]);
  });

  it('refuses lines that are whole and say what cannot be', () => {
    const file = new LineFile(`${folder.path}/journal.jsonl`);
    const { read } = { read: () => new Journal(folder.path).read() };
    const before = read();
    file.append([
      { line: 'mute', mute: { ...muteOf('x', 0, 1), untilMs: 'soon' } },
      { line: 'alarm', alarm: { id: 1 } },
      { line: 'shell', command: 'rm' },
      null,
    ]);
    file.close();
    expect(read()).toEqual({ lines: before.lines, refused: before.refused + 4 });
  });
});
