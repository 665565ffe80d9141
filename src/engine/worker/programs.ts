// The models that an engine thread has put to work: made for the first stream that asks, and kept as long as the engine, so that the next
// stream starts at once.
import { SluiceError } from '../../errors.js';
import type { SeriesProgram } from '../../forecast/program.js';
import { isSeriesModel } from '../../model/any-model.js';
import type { SeriesModel } from '../../model/series-model.js';
import type { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import type { NamedModel } from '../messages.js';

/** A model at work: of sound, or of a series. */
export type AnyProgram = Program | SeriesProgram;

/** What a stream's models are. */
interface StreamModels extends NamedModel {
  readonly gate: NamedModel | null;
  readonly runtime: string | null;
}

/** The models of a stream, put to work. */
export interface StreamPrograms {
  readonly network: AnyProgram;
  /** Null: the network never rests. */
  readonly gating: Program | null;
}

export function isSeriesProgram(program: AnyProgram): program is SeriesProgram {
  return isSeriesModel(program.model);
}

export class Programs {
  readonly #kernel: Kernel;
  readonly #programs = new Map<number, AnyProgram | Promise<AnyProgram>>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * At once where nothing must be loaded first. Throws and rejects as Program.open, and rejects with SluiceError KERNEL_UNAVAILABLE where the part of
   * this package that watches series cannot be loaded. `runtime`: where onnxruntime-web lies.
   */
  get({ modelId, model }: NamedModel, runtime: string | null): AnyProgram | Promise<AnyProgram> {
    const known = this.#programs.get(modelId);
    if (known !== undefined) return known;
    if (model === null) throw new TypeError(`Cannot open the stream: the engine has no model ${modelId}`);
    const program = isSeriesModel(model)
      ? this.#keep(modelId, this.#series(model))
      : model.onnx
        ? this.#keep(modelId, Program.open(this.#kernel, model, runtime ?? undefined))
        : this.#kernel.attempt(() => new Program(this.#kernel, model));
    this.#programs.set(modelId, program);
    return program;
  }

  /** Of a stream: its own, and its gate's. */
  of({ modelId, model, gate, runtime }: StreamModels): StreamPrograms | Promise<StreamPrograms> {
    const network = this.get({ modelId, model }, runtime);
    const gating = gate === null ? null : this.get(gate, runtime);
    if (!(network instanceof Promise) && !(gating instanceof Promise)) return streamPrograms(network, gating);
    return Promise.all([network, gating]).then((loaded) => streamPrograms(...loaded));
  }

  /** One that failed is tried anew by the next stream. */
  async #keep(id: number, loading: Promise<AnyProgram>): Promise<AnyProgram> {
    try {
      const program = await loading;
      this.#programs.set(id, program);
      return program;
    } catch (error) {
      this.#programs.delete(id);
      throw error;
    }
  }

  async #series(model: SeriesModel): Promise<SeriesProgram> {
    const { SeriesProgram } = await import('../../forecast/program.js').catch(unloaded);
    return new SeriesProgram(this.#kernel, model);
  }
}

function unloaded(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : cause;
  throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the part of sluice that watches series: ${why}`, { cause });
}

function streamPrograms(network: AnyProgram, gating: AnyProgram | null): StreamPrograms {
  if (gating !== null && isSeriesProgram(gating))
    throw new TypeError("Cannot open the stream: a gate's model must be of sound");
  return { network, gating };
}
