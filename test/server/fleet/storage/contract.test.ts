// What every log and every store promises, held once against memory, a folder and NATS.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Conflict, type Entry } from '#src/server/fleet/storage/contract.js';
import { temporaryFolder } from '../../../support/folder.js';
import { IMPLEMENTATIONS, type Opened } from './implementations.js';

const { path: parent } = temporaryFolder();
const bytes = (...values: number[]) => new Uint8Array(values);

/** The first `count` that an endless list gives. */
async function first<T>(count: number, list: (signal: AbortSignal) => AsyncIterable<T>): Promise<T[]> {
  const stop = new AbortController();
  const found: T[] = [];
  if (count > 0) {
    for await (const item of list(stop.signal)) {
      found.push(item);
      if (found.length === count) stop.abort();
    }
  }
  return found;
}

const valuesOf = (entries: readonly Entry[]) => entries.map((entry) => [...entry.bytes]);

for (const { name, missing, open } of IMPLEMENTATIONS) {
  describe.skipIf(missing !== null)(`in ${name}${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
    let opened: Opened;

    beforeEach(async () => {
      opened = await open(mkdtempSync(join(parent, 'storage-')));
    });
    afterEach(() => opened.close());

    describe('Log', () => {
      it('gives the entries of a subject in order, and then those that come', async () => {
        const { log } = opened;
        await log.append('a', bytes(1));
        await log.append('b', bytes(9));
        await log.append('a', bytes(2));
        const read = first(3, (signal) => log.read('a', 1, signal));
        await new Promise((resolve) => setTimeout(resolve, 50));
        const third = await log.append('a', bytes(3));
        const entries = await read;
        expect(valuesOf(entries)).toEqual([[1], [2], [3]]);
        expect(entries[2]?.sequence).toBe(third);
        const sequences = entries.map(({ sequence }) => sequence);
        expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
      });

      it('reads from a sequence on, with the same times at every reading', async () => {
        const { log } = opened;
        await log.append('a', bytes(1));
        const from = await log.append('a', bytes(2));
        await log.append('a', bytes(3));
        const once = await first(2, (signal) => log.read('a', from, signal));
        const again = await first(2, (signal) => log.read('a', from, signal));
        expect(valuesOf(once)).toEqual([[2], [3]]);
        expect(again).toEqual(once);
      });

      it('appends after the last entry alone, where it is told which that is', async () => {
        const { log } = opened;
        const one = await log.append('a', bytes(1), { after: 0 });
        await log.append('b', bytes(9));
        const two = await log.append('a', bytes(2), { after: one });
        await expect(log.append('a', bytes(3), { after: one })).rejects.toThrow(Conflict);
        await expect(log.append('a', bytes(3), { after: 0 })).rejects.toThrow(Conflict);
        expect(await log.last('a')).toMatchObject({ sequence: two, bytes: bytes(2) });
      });

      it('lets one of two writers be first', async () => {
        const { log } = opened;
        const last = await log.append('a', bytes(0));
        const both = await Promise.allSettled([
          log.append('a', bytes(1), { after: last }),
          log.append('a', bytes(2), { after: last }),
        ]);
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(valuesOf(await first(2, (signal) => log.read('a', last, signal)))).toHaveLength(2);
      });

      it('appends bytes of one id once', async () => {
        const { log } = opened;
        const one = await log.append('a', bytes(1), { id: 'node.1' });
        await log.append('a', bytes(2), { id: 'node.2' });
        expect(await log.append('a', bytes(1), { id: 'node.1' })).toBe(one);
        expect(valuesOf(await first(2, (signal) => log.read('a', 1, signal)))).toEqual([[1], [2]]);
      });

      it('forgets what is released, and keeps the rest and the other subjects', async () => {
        const { log } = opened;
        await log.append('a', bytes(1));
        await log.append('a', bytes(2));
        const third = await log.append('a', bytes(3));
        await log.append('b', bytes(9));
        await log.release('a', third);
        expect(valuesOf(await first(1, (signal) => log.read('a', 1, signal)))).toEqual([[3]]);
        expect(valuesOf(await first(1, (signal) => log.read('b', 1, signal)))).toEqual([[9]]);
      });

      it('keeps the last entry, whatever is released', async () => {
        const { log } = opened;
        expect(await log.last('a')).toBeNull();
        await log.release('a', 5);
        await log.append('a', bytes(1));
        const last = await log.append('a', bytes(2));
        await log.release('a', last + 1);
        expect(valuesOf(await first(1, (signal) => log.read('a', 1, signal)))).toEqual([[2]]);
        await log.append('a', bytes(3), { after: last });
      });

      it('keeps entries over a restart, and sequences go on', async () => {
        if (opened.again === null) return;
        await opened.log.append('a', bytes(1));
        const kept = await opened.log.append('a', bytes(2));
        await opened.log.release('a', kept + 1);
        await opened.close();
        opened = await opened.again();
        const { log } = opened;
        expect(await log.append('a', bytes(3), { after: kept })).toBeGreaterThan(kept);
        expect(valuesOf(await first(2, (signal) => log.read('a', 1, signal)))).toEqual([[2], [3]]);
      });
    });

    describe('Store', () => {
      it('gives what was put, with its revision', async () => {
        const { store } = opened;
        expect(await store.get('node.a')).toBeNull();
        const revision = await store.put('node.a', bytes(1), 0);
        expect(await store.get('node.a')).toEqual({ bytes: bytes(1), revision });
      });

      it('replaces a value of the revision that is named, and no other', async () => {
        const { store } = opened;
        const one = await store.put('node.a', bytes(1), 0);
        const two = await store.put('node.a', bytes(2), one);
        await expect(store.put('node.a', bytes(3), one)).rejects.toThrow(Conflict);
        await expect(store.put('node.a', bytes(3), 0)).rejects.toThrow(Conflict);
        await expect(store.remove('node.a', one)).rejects.toThrow(Conflict);
        expect(await store.get('node.a')).toEqual({ bytes: bytes(2), revision: two });
      });

      it('removes a value, and takes a new one in its place under a higher revision', async () => {
        const { store } = opened;
        const one = await store.put('node.a', bytes(1), 0);
        await store.remove('node.a', one);
        expect(await store.get('node.a')).toBeNull();
        expect(await store.put('node.a', bytes(2), 0)).toBeGreaterThan(one);
      });

      it('lists the keys that begin so', async () => {
        const { store } = opened;
        for (const key of ['node.a', 'node.b', 'claim.1']) await store.put(key, bytes(1), 0);
        const gone = await store.put('node.c', bytes(1), 0);
        await store.remove('node.c', gone);
        expect((await store.keys('node.')).sort()).toEqual(['node.a', 'node.b']);
        expect(await store.keys('other.')).toEqual([]);
      });

      it('shows the values that are there, and then every change', async () => {
        const { store } = opened;
        const one = await store.put('node.a', bytes(1), 0);
        await store.put('claim.1', bytes(9), 0);
        const stop = new AbortController();
        const seen: unknown[] = [];
        for await (const { key, stored } of store.watch('node.', stop.signal)) {
          seen.push([key, stored && [...stored.bytes]]);
          if (seen.length === 1) await store.put('node.a', bytes(2), one);
          if (seen.length === 2) await store.remove('node.a', stored?.revision ?? 0);
          if (seen.length === 3) stop.abort();
        }
        expect(seen).toEqual([
          ['node.a', [1]],
          ['node.a', [2]],
          ['node.a', null],
        ]);
      });

      it('keeps values that are longer than a message of NATS', async () => {
        const { store } = opened;
        const long = new Uint8Array(1_300_000).map((_, i) => i % 251);
        const one = await store.put('state.a', long, 0);
        const isSame = async (value: Uint8Array) =>
          Buffer.compare((await store.get('state.a'))?.bytes ?? bytes(), value) === 0;
        expect(await isSame(long)).toBe(true);
        const two = await store.put('state.a', long.subarray(1), one);
        expect(await isSame(long.subarray(1))).toBe(true);
        await store.put('state.a', bytes(1), two);
        expect(await isSame(bytes(1))).toBe(true);
        expect(await store.keys('piece.')).toEqual([]);
      });

      it('keeps values over a restart, and revisions go on', async () => {
        if (opened.again === null) return;
        await opened.store.put('node.a', bytes(1), 0);
        const last = await opened.store.put('node.b', bytes(2), 0);
        await opened.store.remove('node.b', last);
        await opened.close();
        opened = await opened.again();
        expect((await opened.store.get('node.a'))?.bytes).toEqual(bytes(1));
        expect(await opened.store.put('node.b', bytes(3), 0)).toBeGreaterThan(last);
      });
    });
  });
}
