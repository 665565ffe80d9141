// What a foreign file does not say of itself and a model must: labels, front end, how its detector decides. Read from a
// JSON beside the file.
import * as v from 'valibot';
import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import { DetectorSchema, ProvenanceSchema } from '../model/file/parse.js';
import { checkFrontEnd, FrontEndSchema } from '../model/file/parse-front-end.js';
import { LayersSchema } from '../model/file/parse-layers.js';
import type { FrontEndSpec } from '../model/front-end.js';
import type { Layer } from '../model/layers.js';
import type { Provenance } from '../model/model.js';
import { FRONT_ENDS, type FrontEndChanges } from '../model/named-front-ends.js';
import type { Example } from './example.js';

/** As in the JSON. What is left out is worked out, or asked for. */
export interface Description {
  readonly name?: string;
  /**
   * In the order of the scores; the first is the background. A network with one score and two labels gives the second.
   */
  readonly labels?: readonly string[];
  readonly frontEnd?: FrontEndSpec;
  /** Inputs of an ONNX model that never change, by name. */
  readonly fixed?: Readonly<Record<string, number>>;
  /** Which output of an ONNX model holds the scores. @default told from the graph and the number of labels */
  readonly output?: string;
  /** Which input of an ONNX model comes back from which output. @default told from the graph */
  readonly states?: Readonly<Record<string, string>>;
  /** Which weights of a PyTorch file that holds several: a path, or what their names begin with. */
  readonly weights?: string;
  /**
   * For a state dict, which does not say how its tensors are used: the network, as names of modules and functions
   * (`["gru", "fc1", "relu", "fc2"]`) or as whole layers. @default what the tensors' names and shapes suggest, which
   * must be confirmed
   */
  readonly layers?: readonly Layer[] | readonly string[];
  /**
   * What the scores end with.
   * @default of ONNX: what it gives; of a state dict: softmax, sigmoid for one score, which must be confirmed
   */
  readonly activation?: 'softmax' | 'sigmoid' | 'none';
  /** Of the norms of a state dict. @default PyTorch's 1e-5, which must be confirmed */
  readonly epsilon?: number;
  /** Whether what the file does not say may be assumed. @default false */
  readonly assume?: boolean;
  /** Inputs and outputs of the original, for a state dict. */
  readonly example?: Example;
  /** What runs an ONNX model: our kernel where it can, or onnxruntime-web. @default 'kernel' */
  readonly engine?: 'kernel' | 'onnxruntime-web';
  /** What a front end's name means where that may surprise, one clause each; not of the JSON. */
  readonly notes?: readonly string[];
  readonly detector?: Partial<KeywordSettings>;
  readonly provenance?: Provenance;
  /** What makes the network an effect, sound in and sound out: see effects/described-effect.ts. */
  readonly effect?: unknown;
}

/** A front end by name, by name with other numbers, or with all of its numbers. */
const FrontEndChoice = v.union([v.string(), FrontEndSchema, v.looseObject({ preset: v.string() })]);

const DescriptionSchema = v.strictObject({
  name: v.exactOptional(v.string()),
  labels: v.exactOptional(v.array(v.string())),
  frontEnd: v.exactOptional(FrontEndChoice),
  fixed: v.exactOptional(v.record(v.string(), v.number())),
  output: v.exactOptional(v.string()),
  states: v.exactOptional(v.record(v.string(), v.string())),
  weights: v.exactOptional(v.string()),
  layers: v.exactOptional(v.union([v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1000)), LayersSchema])),
  epsilon: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  assume: v.exactOptional(v.boolean()),
  activation: v.exactOptional(v.picklist(['softmax', 'sigmoid', 'none'])),
  engine: v.exactOptional(v.picklist(['kernel', 'onnxruntime-web'])),
  detector: v.exactOptional(v.partial(DetectorSchema)),
  provenance: v.exactOptional(ProvenanceSchema),
  effect: v.exactOptional(v.unknown()),
});

/**
 * Throws SluiceError MODEL_UNREADABLE, one sentence, where the JSON is none or says what no model can mean. `from`: the
 * file's name.
 */
export function readDescription(text: string, from: string): Description {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SluiceError('MODEL_UNREADABLE', `Cannot read ${from}: it is no JSON`, { cause });
  }
  const parsed = v.safeParse(DescriptionSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot read ${from}: '${v.getDotPath(issue) ?? 'it'}': ${harmless(issue.message)}`,
    );
  }
  const { frontEnd, ...rest } = parsed.output;
  return {
    ...(rest as Description),
    ...(frontEnd === undefined ? {} : frontEndWithNotes(frontEnd as FrontEndChoice, from)),
  };
}

type FrontEndChoice = string | FrontEndSpec | { readonly preset: string; readonly [name: string]: unknown };

/** A front end, and what its name means beside what was told. Throws as `frontEndOf`. */
export function frontEndWithNotes(choice: FrontEndChoice, from: string): Pick<Description, 'frontEnd' | 'notes'> {
  const frontEnd = frontEndOf(choice, from);
  const [name, told] = typeof choice === 'string' ? [choice, {}] : [(choice as { preset?: string }).preset, choice];
  if (frontEnd.kind !== 'spectral' || !name?.startsWith('torchaudio') || 'fftSize' in told) return { frontEnd };
  const { fftSize, windowSamples } = frontEnd;
  if (fftSize === windowSamples) return { frontEnd };
  const note = `the front end '${name}' has an FFT of ${fftSize} for windows of ${windowSamples}; torchaudio's own default is n_fft = ${windowSamples}: "fftSize": ${windowSamples} in the JSON takes that, "fftSize": ${fftSize} says that ${fftSize} is meant`;
  return { frontEnd, notes: [note] };
}

/** Throws SluiceError MODEL_UNREADABLE where there is none of that name, or its numbers do not fit each other. */
export function frontEndOf(choice: FrontEndChoice, from: string): FrontEndSpec {
  if (typeof choice !== 'string' && !('preset' in choice)) return checked(choice, from);
  const { preset, ...changes } = typeof choice === 'string' ? { preset: choice } : choice;
  const make = Object.hasOwn(FRONT_ENDS, preset) ? FRONT_ENDS[preset] : undefined;
  if (!make) {
    const known = Object.keys(FRONT_ENDS).join(', ');
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot use ${from}: a front end is one of ${known}: received '${harmless(preset)}'`,
    );
  }
  const spec = v.safeParse(FrontEndSchema, make(changed(make(), changes, from)));
  if (spec.success) return checked(spec.output as FrontEndSpec, from);
  const [issue] = spec.issues;
  throw new SluiceError(
    'MODEL_UNREADABLE',
    `Cannot use ${from}: 'frontEnd.${v.getDotPath(issue)}': ${harmless(issue.message)}`,
  );
}

/**
 * Numbers of a front end that are told otherwise; of a part of it (`dct`, `log`) those that are not told stay. A name
 * that it has not is no number of it, and would change nothing: throws SluiceError MODEL_UNREADABLE.
 */
function changed(spec: FrontEndSpec, changes: Readonly<Record<string, unknown>>, from: string): FrontEndChanges {
  const wanted = new Map<string, unknown>(Object.entries(spec));
  wanted.delete('kind');
  const unknown = Object.keys(changes).find((name) => !wanted.has(name));
  if (unknown !== undefined)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot use ${from}: the front end has ${[...wanted.keys()].join(', ')}: received '${harmless(unknown)}'`,
    );
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => {
      const own = wanted.get(name);
      return [name, isPlain(own) && isPlain(value) ? { ...own, ...value } : value];
    }),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checked(spec: FrontEndSpec, from: string): FrontEndSpec {
  try {
    checkFrontEnd(spec);
    return spec;
  } catch (cause) {
    throw new SluiceError('MODEL_UNREADABLE', `Cannot use ${from}: ${(cause as Error).message}`, { cause });
  }
}
