// The globals that every platform of ours has and that `lib` does not declare without DOM: browsers, their workers and worklets, and Node.
// tsconfig.portable.json type-checks the rooms that know no platform against these and nothing else.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer): string;
}

type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;

/** One end of a channel between threads. */
interface MessagePort {
  postMessage(message: unknown, transfer?: readonly (ArrayBuffer | MessagePort)[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

declare namespace WebAssembly {
  class Module {
    constructor(bytes: BufferSource);
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  function validate(bytes: BufferSource): boolean;
}
