// Main thread: the engines that streams share where nobody gives them one. An engine starts with its first stream and
// ends with its last.
import { SluiceError } from '../../errors.js';
import type { Transport } from '../messages.js';
import { EngineHandle } from './engine.js';
import type { EnginePlatform } from './engine-platform.js';

/** Where the kernel's WebAssembly comes from. */
export type KernelSource = URL | string | Uint8Array | ArrayBuffer;

/** An engine in use by one stream. */
export interface EngineLease {
  readonly engine: EngineHandle;
  /** Call it once. Resolves when the engine has ended, where this was its last stream. */
  release(): Promise<void>;
}

interface Pooled {
  readonly engine: Promise<EngineHandle>;
  streams: number;
}

export class EnginePool {
  readonly #platform: EnginePlatform;
  readonly #engines = new Map<string, Pooled>();

  constructor(platform: EnginePlatform) {
    this.#platform = platform;
  }

  /**
   * An engine of that transport and kernel. Rejects as `startEngine`. Kernels given as bytes are not compared: each
   * gets its own engine.
   */
  async lease(transport: Transport, kernel: KernelSource | undefined): Promise<EngineLease> {
    const from = kernel ?? this.#platform.kernelUrl;
    if (typeof from !== 'string' && !(from instanceof URL)) {
      const engine = await startEngine(this.#platform, transport, from);
      return { engine, release: () => engine.close() };
    }
    const key = `${transport} ${from}`;
    const pooled = this.#engines.get(key) ?? { engine: startEngine(this.#platform, transport, from), streams: 0 };
    this.#engines.set(key, pooled);
    pooled.streams++;
    const release = () => this.#release(key, pooled);
    try {
      const engine = await pooled.engine;
      if (engine.alive) return { engine, release };
    } catch (error) {
      await release();
      throw error;
    }
    // The engine died and its streams know that. This stream gets a new one.
    this.#forget(key, pooled);
    await release();
    return this.lease(transport, kernel);
  }

  async #release(key: string, pooled: Pooled): Promise<void> {
    pooled.streams--;
    if (pooled.streams > 0) return;
    this.#forget(key, pooled);
    const engine = await pooled.engine.catch(() => null);
    await engine?.close();
  }

  #forget(key: string, pooled: Pooled): void {
    if (this.#engines.get(key) === pooled) this.#engines.delete(key);
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
): Promise<EngineHandle> {
  return EngineHandle.start(platform, transport, await kernelBytes(platform, kernel));
}

async function kernelBytes(platform: EnginePlatform, kernel: KernelSource): Promise<Uint8Array> {
  if (kernel instanceof Uint8Array) return kernel;
  if (kernel instanceof ArrayBuffer) return new Uint8Array(kernel);
  try {
    return await platform.read(kernel);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot read the kernel from ${kernel}: ${reason}`, { cause });
  }
}
