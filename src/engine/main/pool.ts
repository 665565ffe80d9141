// Main thread: the engines that streams share where nobody gives them one. An engine starts with its first stream and
// ends with its last.
import { type EngineStart, OWN_WORKER } from '../../loading/engine-start.js';
import { type KernelSource, kernelBytes, naming } from '../../loading/kernel-bytes.js';
import type { Transport } from '../messages.js';
import { EngineHandle } from './engine.js';
import type { EnginePlatform } from './engine-platform.js';

/** An engine in use by one stream. */
export interface EngineLease {
  readonly engine: EngineHandle;
  /** Call it once. Resolves when the engine has ended, where this was its last stream. */
  release(): Promise<void>;
}

interface Pooled {
  readonly kind: string;
  readonly worker: EngineStart['worker'];
  readonly engine: Promise<EngineHandle>;
  streams: number;
}

export class EnginePool {
  readonly #platform: EnginePlatform;
  readonly #engines = new Set<Pooled>();

  constructor(platform: EnginePlatform) {
    this.#platform = platform;
  }

  /**
   * An engine of that transport, kernel and worker. Rejects as `startEngine`. Kernels given as bytes are not compared:
   * each gets its own engine.
   */
  async lease(transport: Transport, kernel: KernelSource | undefined, start = OWN_WORKER): Promise<EngineLease> {
    const from = kernel ?? this.#platform.kernelUrl;
    if (typeof from !== 'string' && !(from instanceof URL)) {
      const engine = await startEngine(this.#platform, transport, from, start);
      return { engine, release: () => engine.close() };
    }
    const pooled = this.#pooled(transport, from, start);
    pooled.streams++;
    const release = () => this.#release(pooled);
    try {
      const engine = await pooled.engine;
      if (engine.alive) return { engine, release };
    } catch (error) {
      await release();
      throw error;
    }
    // The engine died and its streams know that. This stream gets a new one.
    this.#engines.delete(pooled);
    await release();
    return this.lease(transport, kernel, start);
  }

  #pooled(transport: Transport, kernel: URL | string, start: EngineStart): Pooled {
    const kind = `${transport} ${kernel}`;
    const { worker } = start;
    for (const pooled of this.#engines) if (pooled.kind === kind && pooled.worker === worker) return pooled;
    const pooled = { kind, worker, engine: startEngine(this.#platform, transport, kernel, start), streams: 0 };
    this.#engines.add(pooled);
    return pooled;
  }

  async #release(pooled: Pooled): Promise<void> {
    pooled.streams--;
    if (pooled.streams > 0) return;
    this.#engines.delete(pooled);
    const engine = await pooled.engine.catch(() => null);
    await engine?.close();
  }
}

/**
 * Starts an engine. Rejects with SluiceError KERNEL_UNAVAILABLE where the kernel cannot be read or does not compile,
 * ENGINE_FAILED where the thread fails.
 */
export async function startEngine(
  platform: EnginePlatform,
  transport: Transport,
  kernel: KernelSource = platform.kernelUrl,
  start = OWN_WORKER,
): Promise<EngineHandle> {
  const bytes = await kernelBytes((from) => platform.read(from, start.timeoutMs), kernel);
  const started = { ...platform, startEngine: () => platform.startEngine(start) };
  return EngineHandle.start(started, transport, bytes).catch(naming(kernel));
}
