// Alarms that wait for an outlet: in order, bounded, and on the disk over every end of the process.
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NoteQueue } from '#src/server/outlets/queue/note-queue.js';
import { temporaryFolder } from '../../support/folder.js';
import { noteAt } from './made.js';

const base = temporaryFolder().path;
let folders = 0;
const newFolder = () => join(base, String(folders++));
const numbers = (queue: NoteQueue) => queue.first(1e9).map(({ number }) => number);

describe('NoteQueue', () => {
  it('gives notes in the order in which they came, each once', () => {
    const queue = new NoteQueue({ folder: null, most: 100 });
    expect([noteAt(1), noteAt(2), noteAt(1)].map((note) => queue.add(note))).toEqual([true, true, false]);
    expect(queue.repeated).toBe(1);
    expect(queue.first(10).map(({ note }) => note)).toEqual([noteAt(1), noteAt(2)]);
    queue.delivered(1);
    expect(numbers(queue)).toEqual([2]);
    expect(queue.add(noteAt(1))).toBe(false);
  });

  it('drops the oldest over its bound and counts them: a million notes take no more room than that', () => {
    const queue = new NoteQueue({ folder: null, most: 1000 });
    for (let n = 0; n < 1_000_000; n++) queue.add({ ...noteAtOnce, id: String(n) });
    expect(queue.waiting).toBeLessThanOrEqual(1000);
    expect(queue.waiting).toBeGreaterThan(800);
    expect(queue.dropped + queue.waiting).toBe(1_000_000);
    expect(queue.first(1e9).at(-1)?.note.id).toBe('999999');
  });

  it('goes on where a process ended that was given no time, without what was delivered', () => {
    const folder = newFolder();
    const killed = new NoteQueue({ folder, most: 100 });
    for (let n = 0; n < 5; n++) killed.add(noteAt(n));
    killed.delivered(2);
    const queue = new NoteQueue({ folder, most: 100 });
    expect(queue.first(10).map(({ note }) => note)).toEqual([noteAt(2), noteAt(3), noteAt(4)]);
    expect(queue.add(noteAt(0))).toBe(false); // delivered, and still known
    expect(queue.add(noteAt(5))).toBe(true);
    expect(numbers(queue)).toEqual([3, 4, 5, 6]);
  });

  it('cuts a line away that was not written to its end, and goes on behind it', () => {
    const folder = newFolder();
    const killed = new NoteQueue({ folder, most: 100 });
    killed.add(noteAt(0));
    const [file] = readdirSync(folder);
    appendFileSync(join(folder, file as string), '{"number":2,"note":{"id":"cut');
    const queue = new NoteQueue({ folder, most: 100 });
    expect(queue.first(10).map(({ note }) => note)).toEqual([noteAt(0)]);
    queue.add(noteAt(1));
    expect(new NoteQueue({ folder, most: 100 }).first(10).map(({ note }) => note)).toEqual([noteAt(0), noteAt(1)]);
  });

  it('skips and counts lines that are none', () => {
    const folder = newFolder();
    const killed = new NoteQueue({ folder, most: 100 });
    killed.add(noteAt(0));
    const [file] = readdirSync(folder);
    appendFileSync(join(folder, file as string), 'nonsense\n{"number":"x"}\n');
    const queue = new NoteQueue({ folder, most: 100 });
    expect(queue.broken).toBe(2);
    expect(queue.waiting).toBe(1);
  });

  it('removes files whose notes are all delivered, but for the last two', () => {
    const folder = newFolder();
    const queue = new NoteQueue({ folder, most: 10_000 });
    for (let n = 0; n < 3500; n++) queue.add(noteAt(n));
    const files = () => readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
    expect(files()).toHaveLength(4);
    queue.delivered(3400);
    expect(files()).toHaveLength(2);
    queue.close();
    const again = new NoteQueue({ folder, most: 10_000 });
    expect(again.waiting).toBe(100);
    again.add(noteAt(3500));
    expect(files()).toHaveLength(2); // it goes on with the last one
  });

  it('keeps a refused note with the reason', () => {
    const folder = newFolder();
    const queue = new NoteQueue({ folder, most: 100 });
    queue.add(noteAt(0));
    queue.setAside(queue.first(1)[0] as never, 'it answered 400');
    expect(queue.waiting).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'refused.jsonl'), 'utf8'))).toEqual({
      reason: 'it answered 400',
      note: noteAt(0),
    });
    expect(existsSync(join(folder, 'delivered'))).toBe(true);
  });
});

const noteAtOnce = noteAt(0);
