// The models that an engine thread has put to work: made for the first stream that asks, and kept as long as the engine, so that the next
// stream starts at once.
import type { Model } from '../model/model.js';
import type { Kernel } from './kernel.js';
import { Program } from './program.js';

/** A model as main names it. */
export interface NamedModel {
  /** The same for the same model. */
  readonly modelId: number;
  readonly model: Model;
}

export class Programs {
  readonly #kernel: Kernel;
  readonly #programs = new Map<number, Program | Promise<Program>>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** At once where nothing must be loaded first. Throws and rejects as Program.open. `runtime`: where onnxruntime-web lies. */
  get({ modelId, model }: NamedModel, runtime: string | null): Program | Promise<Program> {
    const known = this.#programs.get(modelId);
    if (known !== undefined) return known;
    const program = model.onnx ? this.#load(modelId, model, runtime) : new Program(this.#kernel, model);
    this.#programs.set(modelId, program);
    return program;
  }

  /** One that failed is tried anew by the next stream. */
  async #load(id: number, model: Model, runtime: string | null): Promise<Program> {
    try {
      const program = await Program.open(this.#kernel, model, runtime ?? undefined);
      this.#programs.set(id, program);
      return program;
    } catch (error) {
      this.#programs.delete(id);
      throw error;
    }
  }
}
