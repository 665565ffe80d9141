// Engine thread: the models that run on it. A model is made ready for the first stream that asks for it and kept as
// long as the engine, so that the next stream starts at once.
import type { SeriesProgram } from '../../forecast/program.js';
import { partInTime } from '../../loading/part-in-time.js';
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import type { SeriesModel } from '../../model/series-model.js';
import { unloaded } from '../../package-missing.js';
import type { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import type { NamedModel } from '../messages.js';

/** A model that runs: of sound, or of a series. */
export type AnyProgram = Program | SeriesProgram;

/** What a stream's models are. */
interface StreamModels extends NamedModel {
  readonly gate: NamedModel | null;
  readonly runtime: string | null;
}

/** The programs of one stream. */
export interface StreamPrograms {
  readonly network: AnyProgram;
  /** The gate's. Null: the network never rests. */
  readonly gating: Program | null;
}

export function isSeriesProgram(program: AnyProgram): program is SeriesProgram {
  return isSeriesModel(program.model);
}

export class Programs {
  readonly #kernel: Kernel;
  readonly #programs = new Map<number, AnyProgram | Promise<AnyProgram>>();
  /** Models that do not run yet: each is sent once. */
  readonly #models = new Map<number, AnyModel>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * The program of a model; a promise where something must be loaded first. `runtime`: where onnxruntime-web lies.
   * Throws and rejects as Program.open; rejects with SluiceError KERNEL_UNAVAILABLE where the part of this package for
   * series cannot be loaded.
   */
  get({ modelId, model }: NamedModel, runtime: string | null): AnyProgram | Promise<AnyProgram> {
    const known = this.#programs.get(modelId);
    if (known !== undefined) return known;
    const sent = model ?? this.#models.get(modelId);
    if (sent === undefined) throw new TypeError(`Cannot open the stream: the engine has no model ${modelId}`);
    this.#models.set(modelId, sent);
    const opened = isSeriesModel(sent)
      ? this.#openSeries(sent)
      : Program.open(this.#kernel, sent, runtime ?? undefined);
    const program = opened instanceof Promise ? this.#keep(modelId, partInTime<AnyProgram>(opened, sent)) : opened;
    this.#programs.set(modelId, program);
    if (!(program instanceof Promise)) this.#models.delete(modelId);
    return program;
  }

  /** The programs of a stream: its own model's, and its gate's. */
  of({ modelId, model, gate, runtime }: StreamModels): StreamPrograms | Promise<StreamPrograms> {
    const network = this.get({ modelId, model }, runtime);
    const gating = gate === null ? null : this.get(gate, runtime);
    if (!(network instanceof Promise) && !(gating instanceof Promise)) return streamPrograms(network, gating);
    return Promise.all([network, gating]).then((loaded) => streamPrograms(...loaded));
  }

  /** A program that fails to load is not kept: the next stream tries again. */
  async #keep(id: number, loading: Promise<AnyProgram>): Promise<AnyProgram> {
    try {
      const program = await loading;
      this.#programs.set(id, program);
      this.#models.delete(id);
      return program;
    } catch (error) {
      this.#programs.delete(id);
      throw error;
    }
  }

  async #openSeries(model: SeriesModel): Promise<SeriesProgram> {
    const { SeriesProgram } = await import('../../forecast/program.js').catch(unloaded('watches series'));
    return new SeriesProgram(this.#kernel, model);
  }
}

function streamPrograms(network: AnyProgram, gating: AnyProgram | null): StreamPrograms {
  if (gating !== null && isSeriesProgram(gating))
    throw new TypeError("Cannot open the stream: a gate's model must be of sound");
  return { network, gating };
}
