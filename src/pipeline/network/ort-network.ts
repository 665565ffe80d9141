// A network on onnxruntime-web behind the same shape as the kernel's: its states and scores lie in the stream's part of the kernel's memory, so that
// snapshots, resets and neighbours are the same. Only the step takes its time.
import type { OnnxNetwork } from '../../model/model.js';
import { fixedFeeds } from '../../model/onnx/feeds.js';
import type { StatePair } from '../../model/onnx/signature.js';
import { type Kernel, vectorBytes } from '../kernel-access/kernel.js';
import type { Carried, NetworkShape } from './network.js';
import { type OrtArray, type OrtOutput, OrtSession } from './ort.js';

interface PlacedState extends StatePair {
  readonly offset: number;
  readonly size: number;
}

export class OrtWeights implements NetworkShape {
  readonly kernel: Kernel;
  readonly session: OrtSession;
  readonly network: OnnxNetwork;
  readonly states: readonly PlacedState[];
  readonly inputSize: number;
  readonly outputSize: number;
  readonly stateBytes: number;
  readonly scoresOffset: number;
  /** What is hidden in there is not told. */
  readonly hiddenOffset = 0;
  readonly hiddenSize = 0;
  readonly carried: readonly Carried[];

  /** `outputSize`: scores that are wanted; two of one that is a probability. `runtime`: as for OrtSession.open, which says what it rejects with. */
  static async open(kernel: Kernel, network: OnnxNetwork, outputSize: number, runtime?: string): Promise<OrtWeights> {
    return new OrtWeights(kernel, network, outputSize, await OrtSession.open(network.bytes, runtime));
  }

  private constructor(kernel: Kernel, network: OnnxNetwork, outputSize: number, session: OrtSession) {
    let offset = 0;
    this.states = network.signature.states.map((state) => {
      const size = sizeOf(state.shape);
      offset += vectorBytes(size);
      return { ...state, size, offset: offset - vectorBytes(size) };
    });
    this.kernel = kernel;
    this.session = session;
    this.network = network;
    this.inputSize = sizeOf(network.signature.input.shape);
    this.outputSize = outputSize;
    this.scoresOffset = offset;
    this.stateBytes = offset + vectorBytes(outputSize);
    this.carried = [{ at: 0, floats: this.stateBytes / 4, bounded: 0 }];
  }
}

export class OrtNetwork {
  readonly #weights: OrtWeights;
  readonly #inputAt: number;
  readonly #stateAt: number;

  /** `inputAt`: the input vector; `stateAt`: weights.stateBytes bytes. */
  constructor(weights: OrtWeights, inputAt: number, stateAt: number) {
    this.#weights = weights;
    this.#inputAt = inputAt;
    this.#stateAt = stateAt;
  }

  /** As Network.step, later. What it reads and writes is this stream's: others may step meanwhile, this one must not. */
  async step(): Promise<void> {
    const { kernel, session, network, states, inputSize } = this.#weights;
    const { signature } = network;
    const feeds: Record<string, OrtArray> = { ...fixedFeeds(signature) };
    feeds[signature.input.name] = float(kernel.floats(this.#inputAt, inputSize), signature.input.shape);
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
    this.#weights.kernel.bytes(this.#stateAt, this.#weights.stateBytes).fill(0);
  }

  /** One probability p is the scores 1 - p and p where two are wanted. */
  #write(scores: Float32Array): void {
    const { kernel, scoresOffset, outputSize } = this.#weights;
    const out = kernel.floats(this.#stateAt + scoresOffset, outputSize);
    if (scores.length === 1 && outputSize === 2) out.set([1 - (scores[0] as number), scores[0] as number]);
    else out.set(scores.subarray(scores.length - outputSize));
  }
}

/** A copy: the view is of memory that goes on changing. */
function float(view: Float32Array, shape: readonly number[]): OrtArray {
  return { type: 'float32', data: view.slice(), shape };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
