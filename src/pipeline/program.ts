// A model that runs on this thread: its tables and weights lie in kernel memory once, and all streams that run it share
// them.
import { modelChecksum } from '../model/checksum.js';
import { hopMs, type Model } from '../model/model.js';
import type { FeatureExtractor } from './features/extractor.js';
import { createExtractor, loadExtractor } from './features/extractors.js';
import { ResamplerDesign } from './frames/resampler.js';
import { checkGolden, checkGoldenAsync } from './golden.js';
import type { Kernel } from './kernel-access/kernel.js';
import { openBackend } from './network/backends.js';
import type { NetworkBackend } from './network/network.js';
import type { RestPolicy } from './pre-roll.js';

/** Raise it whenever the numbers or bytes of a state get another meaning. */
const STATE_VERSION = 3;

export class Program {
  readonly kernel: Kernel;
  readonly model: Model;
  readonly hopMs: number;
  readonly features: FeatureExtractor;
  readonly backend: NetworkBackend;
  readonly #resamplers = new Map<number, ResamplerDesign>();
  #checksum: number | null = null;

  /**
   * A model on the backend that runs it, its golden vector checked. A promise where backend or front end must be loaded
   * first. Throws or rejects with SluiceError MODEL_MISMATCH where the golden vector does not come out; else as
   * openBackend. Where it throws, nothing stays allocated. `runtime`: where onnxruntime-web lies, for pages without a
   * bundler.
   */
  static open(kernel: Kernel, model: Model, runtime?: string): Program | Promise<Program> {
    const loading = loadExtractor(model.frontEnd);
    if (loading !== null) return loading.then(() => Program.open(kernel, model, runtime));
    return kernel.attempt(() => {
      const backend = openBackend(kernel, model, runtime);
      return typeof backend === 'function'
        ? Program.#load(kernel, model, backend)
        : new Program(kernel, model, backend);
    });
  }

  static async #load(kernel: Kernel, model: Model, load: () => Promise<NetworkBackend>): Promise<Program> {
    const backend = await load();
    await checkGoldenAsync(kernel, backend, model);
    return new Program(kernel, model, backend);
  }

  /**
   * As `open`, at once. Throws TypeError where the backend or the front end (`loadExtractor`) must be loaded first.
   * `backend`: the model's, where it is open already; the golden vector of an asynchronous one is not checked here.
   */
  constructor(kernel: Kernel, model: Model, backend = openBackend(kernel, model)) {
    if (typeof backend === 'function') throw new TypeError('Cannot use the model at once: it runs on onnxruntime-web');
    this.kernel = kernel;
    this.model = model;
    this.hopMs = hopMs(model);
    this.features = createExtractor(kernel, model.frontEnd);
    this.backend = backend;
    if (!backend.isAsync) checkGolden(kernel, backend, model);
  }

  /** Whether steps are asynchronous: then streams use `stepAsync`. */
  get isAsync(): boolean {
    return this.backend.isAsync;
  }

  /** Checksum of all weights, computed when it is first asked for. */
  get checksum(): number {
    this.#checksum ??= modelChecksum(this.model);
    return this.#checksum;
  }

  /** Says whose a state is. A state is valid only for the same network, front end, labels, rate and rest policy. */
  identity(inputRate: number, rest: RestPolicy): string {
    const { name, frontEnd, layers, labels } = this.model;
    return JSON.stringify([STATE_VERSION, inputRate, rest, name, frontEnd, layers, labels, this.checksum]);
  }

  /** The filters from an input rate, Hz, to the model's. Null where the rates are equal. Made once for each rate. */
  resampler(inputRate: number): ResamplerDesign | null {
    if (inputRate === this.model.frontEnd.sampleRate) return null;
    const known = this.#resamplers.get(inputRate);
    if (known) return known;
    const design = new ResamplerDesign(this.kernel, inputRate, this.model.frontEnd.sampleRate);
    this.#resamplers.set(inputRate, design);
    return design;
  }
}
