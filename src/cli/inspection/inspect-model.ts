// Looks into a model: its layers, what it costs to run, and whether its golden vector comes out. Nothing is printed
// here.
import { flow, framesOut, isRecurrent, macsPerStep, parameterCount, stateSize } from '../../model/flow.js';
import { lookAheadMs } from '../../model/front-end.js';
import type { Layer } from '../../model/layers.js';
import { type Conversion, hopMs, type Model, rowValues } from '../../model/model.js';
import { readOnnx } from '../../model/onnx/read.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { SoundState } from '../../pipeline/sound-state.js';

/** What inspecting a model found. */
export interface Inspection {
  readonly name: string;
  /** Of the file. */
  readonly bytes: number;
  readonly parameters: number;
  readonly layers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly shape: string;
    readonly parameters: number;
  }[];
  /** Multiply-adds; null where onnxruntime-web makes them, uncounted. */
  readonly macsPerStep: number | null;
  readonly macsPerSecond: number | null;
  /** Without its statistics. */
  readonly frontEnd: Model['frontEnd'];
  /** From one prediction to the next, and how much sound one looks at. */
  readonly hopMs: number;
  readonly windowMs: number;
  /**
   * How much later than at the model's own rate predictions are for a source of 48 kHz: half the resampler's filter.
   * Null: it takes rows.
   */
  readonly resamplerDelayMs: number | null;
  /** What the network needs of the future: nothing, it only has a past. */
  readonly lookAheadMs: number;
  /** A stream's whole state, at the model's own rate and for a source of 48 kHz. */
  readonly stateBytes: number;
  readonly stateBytesAt48kHz: number | null;
  readonly labels: readonly string[];
  readonly detector: Model['detector'];
  readonly provenance: Model['provenance'];
  /** Of a model that was converted: what from, what it was held to, what was assumed. */
  readonly conversion?: Conversion;
  /** `passed`: the outputs that the file says came out; `absent`: it says none. A model that fails is an error. */
  readonly golden: 'passed' | 'absent';
}

const COMMON_RATE = 48_000;
const LEAST_SOUND_HZ = 1000;

/** Puts the model to work and looks. Throws SluiceError MODEL_MISMATCH where its golden vector does not come out. */
export async function inspectModel(module: WebAssembly.Module, model: Model, bytes: number): Promise<Inspection> {
  const program = await Program.open(Kernel.create(module), model);
  const frontEnd = withoutStatistics(model.frontEnd);
  const hop = hopMs(model);
  // vectors below the rate of any sound are not resampled
  const rows = rowValues(model) !== null && frontEnd.sampleRate < LEAST_SOUND_HZ;
  const macs = model.onnx ? null : macsPerStep(model.layers);
  const onnx = onnxRow(model);
  return {
    name: model.name,
    bytes,
    parameters: parameterCount(model.layers) + onnx.reduce((sum, { parameters }) => sum + parameters, 0),
    layers: [
      ...onnx,
      ...flow(model.layers).map(({ layer, takes, outputSize }) => ({
        name: layer.name,
        kind: layer.kind,
        shape: shapeOf(layer, takes, outputSize),
        parameters: parameterCount([layer]),
      })),
    ],
    macsPerStep: macs,
    macsPerSecond: macs === null ? null : Math.round((macs * 1000) / hop),
    frontEnd,
    hopMs: hop,
    windowMs: (frontEnd.windowSamples / frontEnd.sampleRate) * 1000,
    resamplerDelayMs: rows ? null : ((program.resampler(COMMON_RATE)?.delaySamples ?? 0) / COMMON_RATE) * 1000,
    lookAheadMs: lookAheadMs(frontEnd),
    stateBytes: stateBytes(program, frontEnd.sampleRate),
    stateBytesAt48kHz: rows ? null : stateBytes(program, COMMON_RATE),
    labels: model.labels,
    detector: model.detector,
    provenance: model.provenance,
    ...(model.conversion ? { conversion: model.conversion } : {}),
    golden: model.tensors.has('golden.inputs') && model.tensors.has('golden.outputs') ? 'passed' : 'absent',
  };
}

/** What runs on the second engine, as one row: its operators, and the numbers that it stores. */
function onnxRow({ onnx, labels }: Model): Inspection['layers'] {
  if (!onnx) return [];
  const { graph } = readOnnx(onnx.bytes);
  const operators = [...new Set(graph.nodes.map(({ op }) => op))].sort().join(', ');
  const parameters = [...graph.initializers.values()]
    .filter(({ type }) => type === 'float')
    .reduce((sum, { values }) => sum + values.length, 0);
  const shape = `${onnx.signature.input.shape.join(' × ')} → ${labels.length} by ${operators}`;
  return [{ name: onnx.signature.output, kind: 'onnxruntime-web', shape, parameters }];
}

/** Means and deviations are many numbers that say little. */
function withoutStatistics(frontEnd: Model['frontEnd']): Model['frontEnd'] {
  const { mean: _mean, deviation: _deviation, ...rest } = frontEnd as Extract<Model['frontEnd'], { kind: 'log-mel' }>;
  return rest as Model['frontEnd'];
}

/** What goes in, what comes out, and what a reader cannot tell from them. */
function shapeOf(layer: Layer, takes: readonly string[], outputSize: number): string {
  if (isRecurrent(layer)) {
    return [layer.inputSize, ...Array<number>(layer.layers).fill(stateSize(layer))].join(' → ');
  }
  switch (layer.kind) {
    case 'dense':
      return `${layer.inputSize} → ${outputSize}${layer.activation === 'none' ? '' : ` ${layer.activation}`}`;
    case 'conv1d': {
      const { frames, inputChannels, outputChannels, kernelSize, stride, history } = layer;
      const steps = stride === 1 ? '' : `, stride ${stride}`;
      const past = history === 0 ? '' : `, ${history} frames remembered`;
      return `${frames} × ${inputChannels} → ${framesOut(layer)} × ${outputChannels}, kernel ${kernelSize}${steps}${past}`;
    }
    case 'activation':
      return `${outputSize} ${layer.function.kind}`;
    case 'combine':
      return `${takes.join(` ${layer.operation} `)}, ${outputSize}`;
    case 'concat':
      return `${takes.join(' and ')} → ${outputSize}`;
    case 'gather':
      return `${layer.inputSize} → ${outputSize}`;
    case 'delay':
      return `${layer.of}, a step later, ${outputSize}`;
    default:
      return layer.frames === 1 ? `${outputSize}` : `${layer.frames} × ${layer.size}`;
  }
}

/** A snapshot holds a stream's whole state and nothing else. */
function stateBytes(program: Program, inputRate: number): number {
  const state = new SoundState(program, inputRate);
  const { length } = state.snapshot();
  state.free();
  return length;
}
