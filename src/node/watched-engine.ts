// An engine whose garbage collections can be seen: started as every other, from an entry that writes them down.
import type { Engine } from '../engine/main/engine.js';
import type { Watched } from '../harness/latency/report.js';
import type { HarnessEngine } from '../harness/latency/threads.js';
import type { TransportChoice } from '../options.js';
import { replay } from '../source/replay.js';
import { createEngineOn } from '../stream.js';
import { openStream } from './index.js';
import { NodeEngineWorker, nodePlatform, startThread } from './platform.js';

/**
 * Node tells of collections only when the thread's event loop turns, in two rounds; an engine's turns for a message.
 */
const TURNS = 4;

export async function startWatchedEngine(transport: TransportChoice): Promise<HarnessEngine> {
  const seen = new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT);
  const entry = new URL('./watched-engine-worker.js', import.meta.url);
  const engine = await createEngineOn(
    { ...nodePlatform, startEngine: () => new NodeEngineWorker(startThread(entry, seen)) },
    { transport },
  );
  return { engine, collections: (model) => collections(engine, seen, model), close: () => engine.close() };
}

async function collections(
  engine: Engine,
  seen: SharedArrayBuffer,
  model: Parameters<HarnessEngine['collections']>[0],
): Promise<Watched['collections']> {
  for (let turn = 0; turn < TURNS; turn++) {
    const stream = await openStream({ source: replay(new Float32Array(0), { sampleRate: 16_000 }), model, engine });
    await stream.close();
  }
  const numbers = new Float64Array(seen);
  const [count = 0, totalMs = 0, worstMs = 0] = numbers;
  numbers.fill(0);
  return { count, totalMs, worstMs };
}
