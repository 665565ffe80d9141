// A file with an effect, whatever program wrote it: recognised by its content, read, and held to what can be held
// against it.
import { answers } from '../../effects/golden.js';
import { whyNot } from '../../effects/layers.js';
import { SluiceError } from '../../errors.js';
import type { FormatReport } from '../../format-report.js';
import type { EffectModel } from '../../model/effect-model.js';
import { checkEffect, isEffectFile, readEffectFile } from '../../model/file/effect-file.js';
import type { Tensor } from '../../model/layers.js';
import type { Conversion } from '../../model/model.js';
import { ReferenceNetwork } from '../../pipeline/network/reference.js';
import { Random } from '../../random.js';
import {
  type BroughtVector,
  type EffectDescription,
  type ForeignEffect,
  isJson,
  isStateDictJson,
  unreadable,
} from './foreign-effect.js';
import { isGuitarMl, readGuitarMl } from './guitarml-json.js';
import { isKerasJson, readKerasJson } from './keras-json.js';
import { isNam, readNam } from './nam.js';

export interface ReadEffectOptions extends EffectDescription {
  /** Whether a file that does not give what it says that it gives is taken all the same. @default false */
  readonly assume?: boolean;
}

export interface ReadEffect {
  /** With a golden vector. */
  readonly model: EffectModel;
  readonly report: FormatReport;
  /** Largest difference from what the model was held to. */
  readonly largestDifference: number;
}

/** Whether the bytes are JSON, as far as their beginning shows. */
export function beginsLikeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

/**
 * An effect from a model file of ours or from a JSON of RTNeural, AIDA-X, GuitarML or NAM. `module`:
 * kernel-effects.wasm, which is held to the network in double precision and to the samples that the file brings. Throws
 * SluiceError MODEL_UNREADABLE, MODEL_CORRUPT, or MODEL_MISMATCH where the file brings samples and the network does not
 * give them.
 */
export function readEffect(module: WebAssembly.Module, bytes: Uint8Array, options: ReadEffectOptions = {}): ReadEffect {
  if (isEffectFile(bytes)) return { model: readEffectFile(bytes), report: OURS, largestDifference: 0 };
  if (!beginsLikeJson(bytes))
    throw unreadable(
      'it is neither an effect of ours nor a JSON of RTNeural, AIDA-X, GuitarML or NAM: a PyTorch file is read by \'sluice convert\', with a description that has "effect"',
    );
  return hold(module, readForeignJson(bytes, options), options);
}

/** Throws SluiceError MODEL_UNREADABLE where it is no JSON, or one of another kind. */
export function readForeignJson(bytes: Uint8Array, told: EffectDescription): ForeignEffect {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch (cause) {
    throw new SluiceError('MODEL_UNREADABLE', 'Cannot read the effect: it begins like JSON and is none', { cause });
  }
  if (isJson(json)) {
    if (isNam(json)) return readNam(json, told);
    if (isGuitarMl(json)) return readGuitarMl(json, told);
    if (isKerasJson(json)) return readKerasJson(json, told);
    if (isStateDictJson(json))
      throw unreadable(
        "it is a PyTorch state dict, which does not say what its network does: 'sluice convert' with --effect --layers rec,lin",
      );
  }
  throw unreadable(
    "it is a JSON of none of these: RTNeural ('in_shape', 'layers'), GuitarML ('model_data', 'state_dict'), NAM ('architecture', 'weights')",
  );
}

/** Checks a foreign effect, and gives it a golden vector. */
export function hold(
  module: WebAssembly.Module,
  foreign: ForeignEffect,
  { assume = false }: ReadEffectOptions,
): ReadEffect {
  const model = checkEffect(foreign.model);
  for (const layer of model.layers) {
    const why = whyNot(layer);
    if (why !== null) throw unreadable(`the layer '${layer.name}' ${why}, which effects do not run`);
  }
  const random = new Random(1, 1);
  const made = withGolden(module, model, () => random.between(-1, 1));
  const ours = fromReference(made);
  if (!(ours <= TOLERANCE))
    throw mismatch(`the kernel differs from the network in double precision by ${ours.toPrecision(3)}`);
  const brought = foreign.golden ? broughtDifference(module, model, foreign.golden) : null;
  const warnings = [...foreign.warnings];
  if (brought !== null && !(brought <= BROUGHT_TOLERANCE)) {
    const clause = `the file brings samples with what the original gave to them, and the network gives something else: a difference of ${brought.toPrecision(3)}`;
    if (!assume) throw mismatch(`${clause}: --assume takes it all the same`);
    warnings.push(clause);
  }
  const conversion: Conversion = {
    from: foreign.recognised,
    evidence: brought === null || brought > BROUGHT_TOLERANCE ? 'layers' : 'example',
    golden: 'converted',
    assumed: foreign.assumed,
  };
  const { recognised, facts, assumed } = foreign;
  return {
    model: { ...made, conversion },
    report: {
      kind: 'model',
      recognised,
      facts: { ...facts, brings: brought === null ? null : 'samples' },
      assumed,
      warnings,
    },
    largestDifference: Math.max(ours, brought ?? 0),
  };
}

const TOLERANCE = 1e-4;
const BROUGHT_TOLERANCE = 1e-4;
const OURS: FormatReport = {
  kind: 'model',
  recognised: 'effect',
  facts: { format: 'sluice' },
  assumed: [],
  warnings: [],
};

/** The golden vector of a model that has none, from seeded noise that falls silent. */
export function withGolden(module: WebAssembly.Module, model: EffectModel, random: () => number): EffectModel {
  const width = 1 + model.knobs.length;
  const rows = new Float32Array(GOLDEN_SAMPLES * width);
  for (let i = 0; i < GOLDEN_SAMPLES; i++) {
    rows[i * width] = i < GOLDEN_SAMPLES / 2 ? random() : 0;
    for (const [k, { least, most }] of model.knobs.entries())
      rows[i * width + 1 + k] = least + ((most - least) * (1 + random())) / 2;
  }
  const golden: readonly (readonly [string, Tensor])[] = [
    ['golden.inputs', { shape: [GOLDEN_SAMPLES, width], values: rows }],
    ['golden.outputs', { shape: [GOLDEN_SAMPLES, 1], values: answers(module, model, rows) }],
  ];
  return { ...model, tensors: new Map([...model.tensors, ...golden]) };
}

const GOLDEN_SAMPLES = 64;

/** The kernel's golden vector against the reference. */
function fromReference(model: EffectModel): number {
  const width = 1 + model.knobs.length;
  const inputs = model.tensors.get('golden.inputs')?.values as Float32Array;
  const outputs = model.tensors.get('golden.outputs')?.values as Float32Array;
  const network = new ReferenceNetwork(model.layers, model.tensors);
  let worst = 0;
  for (const [i, value] of outputs.entries()) {
    const [sample = 0, ...knobs] = inputs.subarray(i * width, (i + 1) * width);
    const driven = sample * model.inputGain;
    network.input = [driven, ...knobs];
    network.step();
    const y = ((network.scores[0] as number) + (model.residual ? driven : 0)) * model.outputGain;
    const off = Math.abs(y - value) / Math.max(1, Math.abs(y));
    if (!(off <= worst)) worst = off;
  }
  return worst;
}

/**
 * Largest difference from the samples that the file brings, over their second half: they may have been cut out of a
 * longer sound, and a state from rest comes to agree. They may be of the network alone.
 */
function broughtDifference(module: WebAssembly.Module, model: EffectModel, { inputs, outputs }: BroughtVector): number {
  const alone = { ...model, residual: false, inputGain: 1, outputGain: 1 };
  const differences = [model, alone].map((each) => {
    const ours = answers(module, each, inputs);
    let worst = 0;
    for (let i = outputs.length >> 1; i < outputs.length; i++) {
      const off = Math.abs((ours[i] as number) - (outputs[i] as number));
      if (!(off <= worst)) worst = off;
    }
    return worst;
  });
  return Math.min(...differences.map((each) => (Number.isNaN(each) ? Number.POSITIVE_INFINITY : each)));
}

function mismatch(why: string): SluiceError {
  return new SluiceError('MODEL_MISMATCH', `Cannot use the effect: ${why}`);
}
