// The WebAssembly kernel of one thread: its functions, its memory, and which parts of the memory are in use.
import { SluiceError } from '../../errors.js';
import { HOST_MEMORY } from '../../kernel/layout.js';
import { KERNEL_FUNCTIONS, type KernelFunctions } from './kernel-functions.js';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;

/** Bytes of `floats` floats, rounded up to whole vectors of four. */
export function vectorBytes(floats: number): number {
  return padded(floats) * 4;
}

/** `floats` rounded up to whole vectors of four. */
export function padded(floats: number): number {
  return (floats + 3) & ~3;
}

export class Kernel {
  readonly functions: KernelFunctions;
  readonly #memory: WebAssembly.Memory;
  /**
   * Addresses of freed parts, by size. The next request for the same size gets one of them. All states of a model have
   * one size, so nothing is wasted.
   */
  readonly #freed = new Map<number, number[]>();
  #top = HOST_MEMORY;
  #growths = 0;

  private constructor(memory: WebAssembly.Memory, functions: KernelFunctions) {
    this.#memory = memory;
    this.functions = functions;
  }

  /** An instance with a memory of its own. Throws SluiceError KERNEL_UNAVAILABLE where the module is not the kernel. */
  static create(module: WebAssembly.Module): Kernel {
    try {
      const memory = new WebAssembly.Memory({ initial: 1 });
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      const missing = KERNEL_FUNCTIONS.filter((name) => typeof exports[name] !== 'function');
      if (missing.length > 0) throw new TypeError(`the module is not this kernel: it has no ${missing.join(', ')}`);
      return new Kernel(memory, exports as unknown as KernelFunctions);
    } catch (cause) {
      throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot start the kernel: ${String(cause)}`, { cause });
    }
  }

  /** How often the memory has grown. After it has grown, views made before are empty: make them again. */
  get growths(): number {
    return this.#growths;
  }

  /** Size of the whole memory in bytes. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Runs `action`. Where it throws, everything that it has allocated is given back. */
  attempt<T>(action: () => T): T {
    const top = this.#top;
    try {
      return action();
    } catch (error) {
      this.bytes(top, this.#top - top).fill(0);
      this.#top = top;
      for (const [size, list] of this.#freed)
        this.#freed.set(
          size,
          list.filter((at) => at < top),
        );
      throw error;
    }
  }

  /**
   * Allocates at least `bytes` bytes, all zero, at an address that is a multiple of 16. Throws SluiceError
   * MEMORY_REFUSED where the memory cannot grow.
   */
  allocate(bytes: number): number {
    const size = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const again = this.#freed.get(size)?.pop();
    if (again !== undefined) {
      this.bytes(again, size).fill(0);
      return again;
    }
    const at = this.#top;
    const missing = at + size - this.#memory.buffer.byteLength;
    if (missing > 0) {
      this.#grow(Math.ceil(missing / PAGE_BYTES));
      this.#growths++;
    }
    this.#top = at + size;
    return at;
  }

  #grow(pages: number): void {
    try {
      this.#memory.grow(pages);
    } catch (cause) {
      const has = Math.round(this.memoryBytes / 2 ** 20);
      throw new SluiceError(
        'MEMORY_REFUSED',
        `Cannot make room for the stream: the engine has ${has} MiB and gets no more`,
        { cause },
      );
    }
  }

  /** Gives back what `allocate(bytes)` gave. */
  free(at: number, bytes: number): void {
    const size = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const list = this.#freed.get(size);
    if (list) list.push(at);
    else this.#freed.set(size, [at]);
  }

  /** A view of `length` floats. Valid until the memory grows. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length);
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, at, length);
  }

  /** Copies floats into newly allocated memory and returns its address. */
  place(values: ArrayLike<number>): number {
    const at = this.allocate(vectorBytes(values.length));
    this.floats(at, values.length).set(values);
    return at;
  }
}
