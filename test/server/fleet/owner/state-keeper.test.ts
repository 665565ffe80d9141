import { describe, expect, it } from 'vitest';
import { OutputWriter } from '#src/server/fleet/owner/output-writer.js';
import { StateKeeper } from '#src/server/fleet/owner/state-keeper.js';
import type { Storage } from '#src/server/fleet/storage/contract.js';
import { memoryStorage } from '../storage/memory-storage.js';

/** An owner of partition 0 that has taken the records up to a sequence, and has no stream. */
async function owner(storage: Storage, epoch: number, claim: { epoch: number }): Promise<StateKeeper> {
  const owns = async () => claim.epoch === epoch;
  const writer = new OutputWriter({ log: storage.results, subject: '0', epoch, owns, fenced: () => undefined });
  await writer.begin();
  const { signal } = new AbortController();
  const common = { storage, partition: 0, epoch, writer, signal, owns };
  const keeper = new StateKeeper({ ...common, streams: () => [], saved: () => undefined });
  await keeper.begin();
  return keeper;
}

async function take(keeper: StateKeeper, sequence: number): Promise<void> {
  keeper.taking(sequence);
  keeper.processed = sequence;
  await keeper.round();
}

async function rowsOf({ rows }: Storage): Promise<number[]> {
  const stop = new AbortController();
  stop.abort();
  const sequences: number[] = [];
  for await (const { sequence } of rows.read('0', 1, stop.signal)) sequences.push(sequence);
  return sequences;
}

describe('StateKeeper', () => {
  it('lets the log forget the rows that states cover', async () => {
    const storage = memoryStorage();
    for (let i = 0; i < 3; i++) await storage.rows.append('0', new Uint8Array(1));
    await take(await owner(storage, 1, { epoch: 1 }), 3);
    expect(await rowsOf(storage)).toEqual([3]);
  });

  it('leaves rows to a later owner that may have begun from an earlier mark', async () => {
    const storage = memoryStorage();
    const claim = { epoch: 1 };
    for (let i = 0; i < 3; i++) await storage.rows.append('0', new Uint8Array(1));
    const earlier = await owner(storage, 1, claim);
    claim.epoch = 2;
    await owner(storage, 2, claim);
    await take(earlier, 3);
    expect(await rowsOf(storage)).toEqual([1, 2, 3]);
  });
});
