// onnxruntime-web, the second engine. It is an optional package (14 MB), loaded only when a model needs it, and runs on
// one thread. Arrays go in and come out; the runtime's own tensors stay in here.
import type { InferenceSession } from 'onnxruntime-web';
import { SluiceError } from '../../errors.js';
import { fromHalf } from '../../model/file/half.js';
import { isMissing, packageMissing } from '../../package-missing.js';

export interface OrtArray {
  readonly type: 'float32' | 'float16' | 'float64' | 'int32' | 'int64';
  readonly shape: readonly number[];
  /** float16 as its bits. */
  readonly data: Float32Array | Uint16Array | Float64Array | Int32Array | BigInt64Array;
}

/** Whatever its type is in the model. */
export interface OrtOutput {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

type Runtime = typeof import('onnxruntime-web');

/** No literal in the import: a bundler would take 14 MB into every page. */
const PACKAGE = 'onnxruntime-web';
let provided: () => Promise<Runtime> = () =>
  import(/* webpackIgnore: true */ /* @vite-ignore */ PACKAGE) as Promise<Runtime>;

/** The entry of a thread says how the runtime is loaded there. @default by its package's name, as Node finds it */
export function provideOnnxRuntime(load: () => Promise<Runtime>): void {
  provided = load;
}

export class OrtSession {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;

  private constructor(runtime: Runtime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  /**
   * `model`: an ONNX file's bytes; `runtime`: where the module of onnxruntime-web lies, for pages without a bundler.
   * Rejects with SluiceError PACKAGE_MISSING where Node does not find the package, KERNEL_UNAVAILABLE where the module
   * cannot be loaded, MODEL_UNREADABLE where it refuses the model.
   */
  static async open(model: Uint8Array, runtime?: string): Promise<OrtSession> {
    const loaded = await load(runtime);
    loaded.env.wasm.numThreads = 1;
    loaded.env.logLevel = 'fatal'; // it prints names of the model to the console; errors are thrown as well
    try {
      return new OrtSession(loaded, await loaded.InferenceSession.create(model, { executionProviders: ['wasm'] }));
    } catch (cause) {
      throw unreadable(cause);
    }
  }

  /**
   * Inputs to outputs, by name. Rejects with SluiceError MODEL_UNREADABLE where the model fails: shapes that do not
   * fit, no memory.
   */
  async run(feeds: Readonly<Record<string, OrtArray>>): Promise<Readonly<Record<string, OrtOutput>>> {
    const { Tensor } = this.#runtime;
    const tensors = Object.fromEntries(
      Object.entries(feeds).map(([name, { type, data, shape }]) => [
        name,
        new Tensor(type as 'float32', data as Float32Array, shape),
      ]),
    );
    const given = await this.#session.run(tensors).catch((cause: unknown) => {
      throw unreadable(cause);
    });
    return Object.fromEntries(
      Object.entries(given).map(([name, { data, dims }]) => [name, { data: singles(data), shape: dims }]),
    );
  }

  /** Frees the session's memory. */
  release(): Promise<void> {
    return this.#session.release();
  }
}

/** Half precision comes as bits, where the runtime has no array of it. */
function singles(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return Float32Array.from(data, fromHalf);
  return Float32Array.from(data as ArrayLike<number | bigint>, Number);
}

async function load(from: string | undefined): Promise<Runtime> {
  try {
    return from === undefined
      ? await provided()
      : ((await import(/* webpackIgnore: true */ /* @vite-ignore */ from)) as Runtime);
  } catch (cause) {
    const doing = 'Cannot load onnxruntime-web, which this model needs';
    if (from !== undefined) {
      throw new SluiceError('KERNEL_UNAVAILABLE', `${doing}, from ${from}: ${messageOf(cause)}`, { cause });
    }
    if (isMissing(cause)) throw packageMissing(PACKAGE, doing);
    // A page cannot import by a package's name.
    throw new SluiceError(
      'KERNEL_UNAVAILABLE',
      `${doing}: ${messageOf(cause)}: in a page install the package '${PACKAGE}' and give 'createWorker' of ` +
        "'sluice/onnx', or the address of its module as 'onnxruntime'",
      { cause },
    );
  }
}

function unreadable(cause: unknown): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot run the model on onnxruntime-web: ${messageOf(cause)}`, { cause });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] as string;
}
