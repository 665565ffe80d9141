// What the build of commit b99bee9 wrote and gave, held to the bit: digests, trained weights, snapshots, recordings,
// bytes of the protocol, model files, a server's folder of states, scores of a benchmark.
// test/fixtures/before/README.md says how its files were made, and what to do when one must change.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { before, plain } from './support/before/fixture.js';
import { nab, OUTCOMES, results } from './support/before/outcomes.js';
import { SNAPSHOTS, takeSnapshot } from './support/before/snapshots.js';
import { readStates, resumeFrom, saveState } from './support/before/state.js';
import { temporaryFolder } from './support/folder.js';

const folder = temporaryFolder();
const expected = results();

/**
 * Texts of the protocol as the objects that they are, so that more may be said than before: servers announce
 * `features` and the right to operate, clients send what those allow, and states hold counters that were lost across a
 * restart. A delay that the sender did not state is 250 ms, as it was when the text was filled up with it.
 */
function told(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('{')) return told(JSON.parse(value));
  if (Array.isArray(value)) return value.filter((item) => item !== 'operate').map(told);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, told(item)]);
  const object = Object.fromEntries(entries);
  return object.kind === 'open' ? { maxDelayMs: 250, ...object } : object;
}

describe('this build gives what the build before gave', () => {
  it.each(Object.entries(OUTCOMES))('%s', async (name, outcome) => {
    expect(told(plain(await outcome(folder)))).toMatchObject(told(expected[name]) as object);
  });

  it('in all that was kept', () => {
    expect(Object.keys(expected).sort()).toEqual([...Object.keys(OUTCOMES), 'nab'].sort());
  });
});

/** Since alarms last, the state of a series has more numbers. That the old one is read is held above. */
const CHANGED = ['series.snapshot'];

interface SavedState {
  readonly description: { readonly open: { readonly stream: string } };
  readonly snapshot: string;
}

/** Of the stream of a series, only what opened it: its state and what is said of its rows have changed. */
function withoutSeries(states: Record<string, SavedState>): object {
  const kept = Object.entries(states).map(([file, state]) => {
    const { open } = state.description;
    return [file, open.stream === 'boiler' ? { description: { open } } : state];
  });
  return Object.fromEntries(kept);
}

describe('this build writes the bytes that the build before wrote', () => {
  it.each(Object.entries(SNAPSHOTS).filter(([name]) => !CHANGED.includes(name)))('%s', async (name, taken) => {
    expect(Buffer.from(await takeSnapshot(taken())).equals(before(name))).toBe(true);
  });

  it("a server's folder of states, from which a stream goes on all the same", async () => {
    const state = `${folder.path}/saved`;
    const tokens = await saveState(state);
    const read = told(expected["a server's folder of states, read"]) as Record<string, SavedState>;
    expect(told(readStates(state))).toMatchObject(withoutSeries(read));
    // That of the series has learnt otherwise meanwhile than the state from before: only the count is the same.
    const went = plain(await resumeFrom(state, tokens)) as { predictions: [number, string][] };
    const then = expected["streams that go on from a server's folder"] as typeof went;
    expect(went.predictions[0]).toEqual(then.predictions[0]);
    expect(went.predictions[1]?.[0]).toBe(then.predictions[1]?.[0]);
  });
});

const shared = fileURLToPath(new URL('../../shared/data/series', import.meta.url));

describe.skipIf(!existsSync(shared))('the benchmark for anomalies (skipped where the shared data are not)', () => {
  it('has the same scores, of every row, in three of its groups', async () => {
    expect(plain(await nab(folder, shared))).toMatchObject(expected.nab as object);
  });
});
