// A stream whose model must be loaded first: its messages are handled afterwards, in order, and the
// other streams go on.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromEngine, OpenMessage } from '#src/engine/messages.js';
import { OpeningStreams } from '#src/engine/worker/opening-streams.js';
import { EngineThread } from '#src/engine/worker/thread.js';
import { seriesModel } from '#src/model/series-model.js';
import { STREAM_OPTIONS } from '../../support/stream-options.js';

const kernel = await readFile(new URL('../../../dist/kernel/kernel.wasm', import.meta.url));

function open(snapshot: Uint8Array | null): OpenMessage {
  const model = seriesModel({ channels: ['level'] });
  return {
    ...STREAM_OPTIONS,
    kind: 'open',
    stream: 0,
    modelId: 0,
    model,
    sampleRate: 1000,
    maxLatencyMs: 100,
    snapshot,
  };
}

/** The engine's messages about a series stream that is opened, asked for its state and closed at once. */
async function hasty(snapshot: Uint8Array | null): Promise<string[]> {
  const posted: string[] = [];
  const post = ({ kind }: FromEngine) => void posted.push(kind);
  const thread = new EngineThread(kernel, { post, wake: () => undefined, mark: null });
  thread.handle(open(snapshot));
  thread.handle({ kind: 'snapshot', stream: 0, request: 1 });
  thread.handle({ kind: 'close', stream: 0 });
  expect(posted).toEqual([]);
  expect(thread.waiting).toBe(true);
  await vi.waitUntil(() => !thread.waiting);
  return posted;
}

describe('EngineThread, for a stream whose model must be loaded first,', () => {
  it('keeps its messages until it is open', async () => {
    expect(await hasty(null)).toEqual(['opened', 'snapshot', 'closed']);
  });

  it('posts that it is closed where it could not be opened', async () => {
    expect(await hasty(Uint8Array.of(1, 2, 3))).toEqual(['refused', 'closed']);
  });
});

describe('OpeningStreams', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets the open streams make turns while a model is loaded, and no longer', async () => {
    let turns = 0;
    const openings = new OpeningStreams(() => void turns++);
    const loaded = [() => undefined, () => undefined] as (() => void)[];
    const opened = loaded.map((_, stream) =>
      openings.add(stream, new Promise<void>((resolve) => (loaded[stream] = resolve)), () => undefined),
    );
    await vi.advanceTimersByTimeAsync(50);
    expect(turns).toBe(10);
    loaded[0]?.();
    await opened[0];
    await vi.advanceTimersByTimeAsync(50);
    expect(turns).toBe(21); // one more when the first is open
    loaded[1]?.();
    await opened[1];
    await vi.advanceTimersByTimeAsync(1000);
    expect(turns).toBe(22);
    expect(openings.any).toBe(false);
  });
});
