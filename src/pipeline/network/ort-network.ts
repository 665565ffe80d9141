// The backend on onnxruntime-web. States and scores lie in the stream's part of the kernel's memory, as on our kernel,
// so snapshots and resets are the same. Steps are asynchronous.
import type { OnnxNetwork } from '../../model/model.js';
import { fixedFeeds } from '../../model/onnx/feeds.js';
import type { StatePair } from '../../model/onnx/signature.js';
import { type Kernel, vectorBytes } from '../kernel-access/kernel.js';
import { MemoryPart } from '../kernel-access/memory-part.js';
import type { Network, NetworkBackend, NetworkShape } from './network.js';
import { type OrtArray, type OrtOutput, OrtSession } from './ort.js';

/** A state of the graph, and where it lies in a stream's state. */
interface PlacedState extends StatePair {
  /** In bytes. */
  readonly offset: number;
  /** In floats. */
  readonly size: number;
}

export class OrtBackend implements NetworkBackend {
  readonly shape: NetworkShape;
  readonly isAsync = true;
  readonly kernel: Kernel;
  readonly session: OrtSession;
  readonly graph: OnnxNetwork;
  readonly states: readonly PlacedState[];

  /**
   * `outputSize`: scores that the model has; 2 where the graph gives one probability. `runtime` and rejections: as for
   * OrtSession.open.
   */
  static async open(kernel: Kernel, graph: OnnxNetwork, outputSize: number, runtime?: string): Promise<OrtBackend> {
    return new OrtBackend(kernel, graph, outputSize, await OrtSession.open(graph.bytes, runtime));
  }

  private constructor(kernel: Kernel, graph: OnnxNetwork, outputSize: number, session: OrtSession) {
    let offset = 0;
    this.states = graph.signature.states.map((state) => {
      const size = sizeOf(state.shape);
      offset += vectorBytes(size);
      return { ...state, size, offset: offset - vectorBytes(size) };
    });
    const stateBytes = offset + vectorBytes(outputSize);
    this.kernel = kernel;
    this.session = session;
    this.graph = graph;
    this.shape = {
      inputSize: sizeOf(graph.signature.input.shape),
      outputSize,
      stateBytes,
      scoresOffset: offset,
      hiddenOffset: 0,
      hiddenSize: 0,
      carried: [{ at: 0, floats: stateBytes / 4, bounded: 0 }],
      macs: 0,
    };
  }

  network(inputAt: number, stateAt: number): Network {
    return new OrtNetwork(this, inputAt, stateAt);
  }

  batch(): null {
    return null;
  }
}

class OrtNetwork implements Network {
  readonly #backend: OrtBackend;
  readonly #inputAt: number;
  readonly #stateAt: number;
  readonly #state: MemoryPart;

  constructor(backend: OrtBackend, inputAt: number, stateAt: number) {
    this.#backend = backend;
    this.#inputAt = inputAt;
    this.#stateAt = stateAt;
    this.#state = new MemoryPart(backend.kernel, stateAt, backend.shape.stateBytes);
  }

  async step(): Promise<void> {
    const { kernel, session, graph, states, shape: sizes } = this.#backend;
    const { signature } = graph;
    const feeds: Record<string, OrtArray> = { ...fixedFeeds(signature) };
    feeds[signature.input.name] = float(kernel.floats(this.#inputAt, sizes.inputSize), signature.input.shape);
    for (const { input, offset, size, shape } of states) {
      feeds[input] = float(kernel.floats(this.#stateAt + offset, size), shape);
    }
    const given = await session.run(feeds);
    for (const { output, offset, size } of states) {
      kernel.floats(this.#stateAt + offset, size).set((given[output] as OrtOutput).data);
    }
    this.#write((given[signature.output] as OrtOutput).data);
  }

  reset(): void {
    this.#state.clear();
  }

  /** Where the model has two scores and the graph gives one probability p, the scores are 1 - p and p. */
  #write(scores: Float32Array): void {
    const { kernel, shape } = this.#backend;
    const { scoresOffset, outputSize } = shape;
    const out = kernel.floats(this.#stateAt + scoresOffset, outputSize);
    if (scores.length === 1 && outputSize === 2) out.set([1 - (scores[0] as number), scores[0] as number]);
    else out.set(scores.subarray(scores.length - outputSize));
  }
}

/** A copy: the kernel's memory goes on changing while the step runs. */
function float(view: Float32Array, shape: readonly number[]): OrtArray {
  return { type: 'float32', data: view.slice(), shape };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
