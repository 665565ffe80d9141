// The tensors of a state dict as layers have them: names without what wrappers put around a network, cells as stacks of
// one, weight and spectral norm multiplied out, the statistics of batch norms worked into a factor and a term.
import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import type { Tensor } from '../model/layers.js';
import type { ModuleFacts } from '../model/pytorch/weights.js';

export interface PlainTensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** What was taken off all names, with its last dot; '' where nothing was. */
  readonly prefix: string;
  /** Modules that are batch norms: each is a factor `weight` and a term `bias` now. */
  readonly batchNorms: ReadonlySet<string>;
  /** Those of them whose epsilon the file does not say. */
  readonly epsilonAssumed: readonly string[];
  /** What was left out, one clause each. */
  readonly left: readonly string[];
}

/** torch.nn.BatchNorm1d's and LayerNorm's. */
export const EPSILON = 1e-5;

/** Averaged copies beside the weights, by the first part of their names. */
const AVERAGED = /(^|_)(ema|swa|averaged?|shadow)(_|$)/i;
/** What belongs to no layer: counters, weights of a loss, tables of a front end. */
const NO_LAYER = /(^|\.)(num_batches_tracked|num_updates|decay|pos_weight|(criterion|loss\w*)\.\w+)$/i;
const FRONT_END = /(^|\.)(window|mel_scale\.fb|fb|mel_basis|dct_mat|melW)$/;

/** `epsilon`: of norms, where it is told. `modules`: what a pickled module tells of its parts. */
export function plainTensors(
  given: ReadonlyMap<string, Tensor>,
  modules: readonly ModuleFacts[] = [],
  epsilon?: number,
): PlainTensors {
  const left: string[] = [];
  const compiled = new Map([...given].map(([name, tensor]) => [name.replaceAll('_orig_mod.', ''), tensor]));
  const { tensors: own, prefix } = withoutPrefix(withoutOthers(compiled, left));
  const whole = new Map([...own].map(([name, tensor]) => [asStack(name), tensor] as const));
  const joined = withoutNorms(whole);
  const facts = new Map(modules.map((one) => [one.name, one] as const));
  const epsilonOf = (name: string) => facts.get(`${prefix}${name}`)?.attributes.get('eps') ?? epsilon;
  return { ...foldBatchNorms(joined, epsilonOf), prefix, left };
}

/** Without averaged copies, counters and tables of a front end. */
function withoutOthers(tensors: ReadonlyMap<string, Tensor>, left: string[]): Map<string, Tensor> {
  const first = (name: string) => name.split('.')[0] as string;
  const groups = [...new Set([...tensors.keys()].map(first))];
  const averaged = groups.filter((group) => AVERAGED.test(group));
  const beside = new Set(averaged.length < groups.length ? averaged : []);
  for (const group of beside)
    left.push(`'${harmless(group)}', an averaged copy (--weights ${harmless(group)} takes it)`);
  const out = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) {
    if (beside.has(first(name))) continue;
    if (FRONT_END.test(name))
      left.push(`'${harmless(name)}', which looks like a table of a front end: --front-end must name the same one`);
    else if (NO_LAYER.test(name)) {
      if (!name.endsWith('num_batches_tracked')) left.push(`'${harmless(name)}', which belongs to no layer`);
    } else out.set(name, tensor);
  }
  return out;
}

/** Takes off what all names begin with (`module.`, `model.`), as long as each keeps a module's name. */
function withoutPrefix(given: ReadonlyMap<string, Tensor>): { tensors: ReadonlyMap<string, Tensor>; prefix: string } {
  const names = [...given.keys()];
  const [first = ''] = names;
  const shared = names.reduce((length, name) => Math.min(length, sharedLength(first, name)), first.length);
  let end = 0; // of the prefix, behind its last dot
  for (let dot = first.indexOf('.'); dot >= end && dot < shared; dot = first.indexOf('.', end)) {
    const isWhole = dot > end && names.every((name) => name.includes('.', dot + 1));
    if (!isWhole || names.some((name) => name.startsWith('parametrizations.', dot + 1))) break;
    end = dot + 1;
  }
  return {
    tensors: new Map([...given].map(([name, tensor]) => [name.slice(end), tensor])),
    prefix: first.slice(0, end),
  };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** GRUCell's `weight_ih` is `weight_ih_l0`, with what weight norm puts behind it. */
function asStack(name: string): string {
  return name.replace(/(^|\.)((?:weight|bias)_(?:ih|hh))(_[gv]|_orig|_u|\.original\d?|\.\d\._[uv])?$/, '$1$2_l0$3');
}

/** w = g v / |v| (Salimans & Kingma 2016), w = w / (u' w v) (Miyato et al. 2018), in both of PyTorch's spellings. */
function withoutNorms(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const out = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) {
    const parametrized = name.match(/^(.*?)parametrizations\.(\w+)\.(original0|original1|original|0\._u|0\._v)$/);
    const [, path = '', weight = '', part = ''] = parametrized ?? name.match(/^(.*?)(\w+)_(g|v|orig|u)$/) ?? [];
    const at = (suffix: string) =>
      tensors.get(parametrized ? `${path}parametrizations.${weight}.${suffix}` : `${path}${weight}_${suffix}`);
    const [g, v] = parametrized ? [at('original0'), at('original1')] : [at('g'), at('v')];
    const [plain, left, right] = parametrized
      ? [at('original'), at('0._u'), at('0._v')]
      : [at('orig'), at('u'), at('v')];
    if (part !== '' && plain && left && right) {
      if (tensor === plain) out.set(path + weight, spectral(plain, left, right, path + weight));
    } else if (part !== '' && g && v) {
      if (tensor === v) out.set(path + weight, normed(g, v, path + weight));
    } else out.set(name, tensor);
  }
  return out;
}

/** g has one number for each row, for each column, or one for all. */
function normed(g: Tensor, v: Tensor, name: string): Tensor {
  const axis =
    g.values.length === 1 && v.values.length !== g.values.length ? -1 : g.shape.findIndex((size) => size !== 1);
  const kept = axis < 0 ? (g.values.length === 1 && v.shape[0] === 1 ? 0 : -1) : axis;
  const inner = v.shape.slice(kept + 1).reduce((a, b) => a * b, 1);
  const groups = kept < 0 ? 1 : (v.shape[kept] as number);
  if (g.values.length !== groups)
    throw unreadable(`the weight norm of '${harmless(name)}' has ${g.values.length} lengths for ${groups} rows`);
  const groupOf = (i: number) => (kept < 0 ? 0 : Math.floor(i / inner) % groups);
  const squares = new Float64Array(groups);
  v.values.forEach((value, i) => {
    squares[groupOf(i)] = (squares[groupOf(i)] as number) + value * value;
  });
  return {
    shape: v.shape,
    values: v.values.map(
      (value, i) => (value * (g.values[groupOf(i)] as number)) / Math.sqrt(squares[groupOf(i)] as number),
    ),
  };
}

function spectral(weight: Tensor, u: Tensor, v: Tensor, name: string): Tensor {
  const rows = u.values.length;
  const cols = v.values.length;
  if (weight.values.length !== rows * cols || weight.shape[0] !== rows)
    throw unreadable(`the spectral norm of '${harmless(name)}' is of another size than its weight`);
  let sigma = 0;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < cols; c++)
      sigma += (u.values[r] as number) * (weight.values[r * cols + c] as number) * (v.values[c] as number);
  return { shape: weight.shape, values: weight.values.map((value) => value / sigma) };
}

/** y = (x - mean) / sqrt(variance + epsilon) weight + bias, as a factor and a term. */
function foldBatchNorms(
  tensors: ReadonlyMap<string, Tensor>,
  epsilonOf: (name: string) => unknown,
): Pick<PlainTensors, 'tensors' | 'batchNorms' | 'epsilonAssumed'> {
  const batchNorms = new Set<string>();
  const epsilonAssumed: string[] = [];
  const out = new Map(tensors);
  for (const [key, mean] of tensors) {
    if (!/(^|\.)running_mean$/.test(key)) continue;
    const path = key.slice(0, -'running_mean'.length);
    const name = path.replace(/\.$/, '');
    const variance = tensors.get(`${path}running_var`);
    if (!variance) continue;
    const told = epsilonOf(name);
    const epsilon = typeof told === 'number' ? told : EPSILON;
    const factor = variance.values.map(
      (value, i) => (tensors.get(`${path}weight`)?.values[i] ?? 1) / Math.sqrt(value + epsilon),
    );
    const term = mean.values.map(
      (value, i) => (tensors.get(`${path}bias`)?.values[i] ?? 0) - value * (factor[i] as number),
    );
    for (const part of ['running_mean', 'running_var', 'weight', 'bias']) out.delete(path + part);
    out.set(`${path}weight`, { shape: mean.shape, values: factor });
    out.set(`${path}bias`, { shape: mean.shape, values: term });
    batchNorms.add(name);
    if (typeof told !== 'number') epsilonAssumed.push(name);
  }
  return { tensors: inOrder(out, tensors), batchNorms, epsilonAssumed };
}

/** By module, in the order in which the file names the modules. */
function inOrder(tensors: ReadonlyMap<string, Tensor>, as: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const order = new Map([...new Set([...as.keys()].map(moduleOf))].map((name, i) => [name, i] as const));
  const placeOf = (name: string) => order.get(moduleOf(name)) ?? -1;
  const names = [...tensors.keys()].sort((a, b) => placeOf(a) - placeOf(b));
  return new Map(names.map((name) => [name, tensors.get(name) as Tensor]));
}

/** The name of the module that a tensor is of. */
export function moduleOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot convert the model: ${why}`);
}
