// Work in order by key.
import { describe, expect, it } from 'vitest';
import { Deferred } from '#src/deferred.js';
import { KeyedQueue } from '#src/server/persistence/keyed-queue.js';

describe('KeyedQueue', () => {
  it('runs work in order under one key, whatever fails, and at once under another key', async () => {
    const queue = new KeyedQueue();
    const first = new Deferred<void>();
    const done: string[] = [];
    const note = (what: string) => async () => void done.push(what);
    const failed = queue.add('a', () => first.promise).catch(note('a failed'));
    const second = queue.add('a', note('a again'));
    await queue.add('b', note('b'));
    expect(done).toEqual(['b']);
    first.reject(new Error('EIO'));
    await queue.done();
    await Promise.all([failed, second]);
    expect(new Set(done)).toEqual(new Set(['b', 'a failed', 'a again']));
  });
});
