// Runs a command that was compiled for WASI preview 1: arguments go in, what it writes comes out. It sees one folder in
// memory with one file, and nothing of the machine: no files, no clock, no network.

export interface WasiResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the command wrote to the file that it opened. */
  readonly file: Uint8Array;
}

const SUCCESS = 0;
const BAD_FILE = 8;
const NOT_SEEKABLE = 70;
const FOLDER = 3;
const FILE = 4;

/** Throws a WebAssembly.RuntimeError where the command traps. */
export function runWasi(module: WebAssembly.Module, args: readonly string[]): WasiResult {
  const written = new Written();
  const texts: Uint8Array[][] = [[], [], []];
  const encoded = args.map((arg) => new TextEncoder().encode(`${arg}\0`));
  let memory: WebAssembly.Memory;
  const view = () => new DataView(memory.buffer);
  const bytes = () => new Uint8Array(memory.buffer);

  const calls: Record<string, (...values: never[]) => number> = {
    args_sizes_get(countAt: number, lengthAt: number) {
      view().setUint32(countAt, encoded.length, true);
      view().setUint32(
        lengthAt,
        encoded.reduce((sum, { length }) => sum + length, 0),
        true,
      );
      return SUCCESS;
    },
    args_get(pointersAt: number, textAt: number) {
      let at = textAt;
      encoded.forEach((arg, i) => {
        view().setUint32(pointersAt + 4 * i, at, true);
        bytes().set(arg, at);
        at += arg.length;
      });
      return SUCCESS;
    },
    clock_time_get(_clock: number, _precision: bigint, at: number) {
      view().setBigUint64(at, 0n, true);
      return SUCCESS;
    },
    fd_close: () => SUCCESS,
    fd_fdstat_set_flags: () => SUCCESS,
    fd_fdstat_get(fd: number, at: number) {
      if (fd > FILE) return BAD_FILE;
      bytes().fill(0, at, at + 24);
      view().setUint8(at, fd < FOLDER ? 2 : fd === FOLDER ? 3 : 4); // a terminal, a folder, a file
      view().setBigUint64(at + 8, 2n ** 64n - 1n, true); // all rights
      view().setBigUint64(at + 16, 2n ** 64n - 1n, true);
      return SUCCESS;
    },
    fd_prestat_get(fd: number, at: number) {
      if (fd !== FOLDER) return BAD_FILE;
      view().setUint32(at, 0, true); // a folder
      view().setUint32(at + 4, 1, true); // the length of its name
      return SUCCESS;
    },
    fd_prestat_dir_name(_fd: number, at: number) {
      bytes()[at] = '.'.charCodeAt(0);
      return SUCCESS;
    },
    path_open(_folder: number, ...rest: never[]) {
      view().setUint32(rest.at(-1) as unknown as number, FILE, true);
      return SUCCESS;
    },
    fd_read(_fd: number, _vectorsAt: number, _count: number, readAt: number) {
      view().setUint32(readAt, 0, true); // the end
      return SUCCESS;
    },
    fd_seek(fd: number, offset: bigint, whence: number, placeAt: number) {
      if (fd !== FILE) return NOT_SEEKABLE;
      view().setBigUint64(placeAt, BigInt(written.seek(Number(offset), whence)), true);
      return SUCCESS;
    },
    fd_write(fd: number, vectorsAt: number, count: number, writtenAt: number) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(vectorsAt + 8 * i, true);
        const length = view().getUint32(vectorsAt + 8 * i + 4, true);
        const part = bytes().subarray(at, at + length);
        if (fd === FILE) written.write(part);
        else texts[fd]?.push(part.slice());
        total += length;
      }
      view().setUint32(writtenAt, total, true);
      return SUCCESS;
    },
    proc_exit(code: number) {
      throw new Exit(code);
    },
  };

  const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls });
  memory = exports.memory as WebAssembly.Memory;
  let exitCode = 0;
  try {
    (exports._start as () => void)();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    exitCode = error.code;
  }
  const [, stdout = '', stderr = ''] = texts.map((parts) => Buffer.concat(parts).toString('latin1'));
  return { exitCode, stdout, stderr, file: written.bytes() };
}

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

/** A file in memory that grows. */
class Written {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #at = 0;

  /** `whence`: 0 from the start, 1 from here, 2 from the end. Returns the new place. */
  seek(offset: number, whence: number): number {
    const from = whence === 0 ? 0 : whence === 1 ? this.#at : this.#length;
    this.#at = Math.max(0, from + offset);
    return this.#at;
  }

  write(part: Uint8Array): void {
    const end = this.#at + part.length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(part, this.#at);
    this.#at = end;
    this.#length = Math.max(this.#length, end);
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
