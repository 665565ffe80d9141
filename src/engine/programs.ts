// The models that an engine thread has put to work: made for the first stream that asks, and kept as long as the engine, so that the next
// stream starts at once.
import { SluiceError } from '../errors.js';
import type { AnyModel } from '../model/any-model.js';
import { isSeriesModel } from '../model/any-model.js';
import type { SeriesModel } from '../model/series-model.js';
import type { Kernel } from './kernel.js';
import { Program } from './program.js';
import type { SeriesProgram } from './series/series-program.js';

/** A model as main names it. */
export interface NamedModel {
  /** The same for the same model. */
  readonly modelId: number;
  /** Null: the engine has it. */
  readonly model: AnyModel | null;
}

/** A model at work: of sound, or of a series. */
export type AnyProgram = Program | SeriesProgram;

/** What a lane's models are. */
interface LaneModels extends NamedModel {
  readonly gate: NamedModel | null;
  readonly runtime: string | null;
}

/** The models of a stream, put to work. */
export interface LanePrograms {
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

  /** Of a lane: its own, and its gate's. */
  of({ modelId, model, gate, runtime }: LaneModels): LanePrograms | Promise<LanePrograms> {
    const network = this.get({ modelId, model }, runtime);
    const gating = gate === null ? null : this.get(gate, runtime);
    if (!(network instanceof Promise) && !(gating instanceof Promise)) return lanePrograms(network, gating);
    return Promise.all([network, gating]).then((loaded) => lanePrograms(...loaded));
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
    const { SeriesProgram } = await import('./series/series-program.js').catch(unloaded);
    return new SeriesProgram(this.#kernel, model);
  }
}

function unloaded(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : cause;
  throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the part of sluice that watches series: ${why}`, { cause });
}

function lanePrograms(network: AnyProgram, gating: AnyProgram | null): LanePrograms {
  if (gating !== null && isSeriesProgram(gating))
    throw new TypeError("Cannot open the stream: a gate's model must be of sound");
  return { network, gating };
}
