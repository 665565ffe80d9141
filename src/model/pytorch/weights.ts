// Where the weights lie in what was saved: a state dict by itself, under some name in a checkpoint, as the parameters
// of a pickled module, or as the attributes of a TorchScript module. Which one is meant is told from what is there;
// where two are as likely, neither is taken.
import { harmless } from '../../harmless-text.js';
import { Dictionary, type Plain, refused, TensorRef, Tuple, Unknown } from './pickle-values.js';
import { isFloating } from './storage-types.js';

/** A module without modules in it, as far as a pickled module tells of it. */
export interface ModuleFacts {
  /** Names of the modules around it and its own, with dots between. */
  readonly name: string;
  /** As in Python: GRU, ReLU. */
  readonly type: string;
  /** Its numbers, texts and booleans: `eps`, `mode`. */
  readonly attributes: ReadonlyMap<string, number | string | boolean>;
}

/** Tensors that were saved together. */
export interface Weights {
  /** Where they lie: names with dots between; '' for all of the file. */
  readonly path: string;
  readonly kind: 'state dict' | 'module' | 'TorchScript';
  readonly tensors: ReadonlyMap<string, TensorRef>;
  /** Of a module, in the order in which they were made; else none. */
  readonly modules: readonly ModuleFacts[];
}

export interface ChosenWeights extends Weights {
  /** What else is there and was left, one clause each. */
  readonly left: readonly string[];
}

/** Things in each other. Checkpoints have four or five. */
const DEEPEST = 32;
/** Names of what a training script keeps besides weights. */
const BESIDE = /(^|[._])(optim\w*|sched\w*|lr_schedulers?|scaler|amp|rng\w*|callbacks|loops|exp_avg\w*)([._]|$)/i;
/** Names of averaged copies of the weights. */
const AVERAGED = /(^|[._])(ema\w*|\w+_ema|swa\w*|\w*averaged?\w*|shadow\w*|polyak)([._]|$)/i;

/**
 * `wanted`: the path of those that are meant. Throws SluiceError MODEL_UNREADABLE where there are none, or several that
 * may be meant.
 */
export function weightsIn(root: Plain, wanted?: string): ChosenWeights {
  const found: Weights[] = [];
  gather(root, '', 0, new Set(), found);
  const all = found.filter(({ path, tensors }) => !BESIDE.test(path) && isNetwork(tensors));
  if (wanted !== undefined) return named(all, wanted);
  const plain = all.filter(({ path }) => !AVERAGED.test(path));
  const meant = plain.length > 0 ? plain : all;
  const [one] = meant;
  if (one === undefined) throw refused(`it holds no weights by name, but ${contentsOf(root)}: save model.state_dict()`);
  if (meant.length > 1)
    throw refused(
      `it holds the weights of several networks (${list(meant.map(({ path }) => path))}): say which by --weights ${harmless(meant[0]?.path ?? '')}`,
    );
  return { ...one, left: leftOf(one, found) };
}

function named(all: readonly Weights[], wanted: string): ChosenWeights {
  const exact = all.find(({ path }) => path === wanted);
  if (exact) return { ...exact, left: leftOf(exact, all) };
  // or some of one of them, by what their names begin with
  for (const weights of all) {
    const inside =
      weights.path === '' ? wanted : wanted.startsWith(`${weights.path}.`) ? wanted.slice(weights.path.length + 1) : '';
    const own = new Map([...weights.tensors].filter(([name]) => inside !== '' && name.startsWith(`${inside}.`)));
    if (own.size === 0) continue;
    const tensors = new Map([...own].map(([name, tensor]) => [name.slice(inside.length + 1), tensor]));
    const modules = weights.modules
      .filter(({ name }) => name.startsWith(`${inside}.`))
      .map((facts) => ({ ...facts, name: facts.name.slice(inside.length + 1) }));
    return { ...weights, path: wanted, tensors, modules, left: [`the weights outside '${harmless(wanted)}'`] };
  }
  throw refused(`it holds no weights '${harmless(wanted)}': there are ${list(all.map(({ path }) => path)) || 'none'}`);
}

/** Whether there is a matrix among them. */
function isNetwork(tensors: ReadonlyMap<string, TensorRef>): boolean {
  return [...tensors.values()].some(({ shape, storage }) => shape.length >= 2 && isFloating(storage));
}

function leftOf(taken: Weights, found: readonly Weights[]): string[] {
  return found
    .filter(
      (one) =>
        one !== taken && !BESIDE.test(one.path) && [...one.tensors.values()].some(({ storage }) => isFloating(storage)),
    )
    .map(({ path, tensors }) =>
      path === ''
        ? `the tensors ${list([...tensors.keys()])} beside the weights`
        : `'${harmless(path)}' (${tensors.size} tensors)`,
    );
}

function gather(value: Plain, path: string, depth: number, seen: Set<Plain>, found: Weights[]): void {
  if (depth > DEEPEST || typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (value instanceof Unknown) {
    const module = moduleOf(value, path);
    if (module) found.push(module);
  } else if (value instanceof Dictionary) {
    const own = new Map(
      [...value.entries].filter((entry): entry is [string, TensorRef] => entry[1] instanceof TensorRef),
    );
    if (own.size > 0) found.push({ path, kind: 'state dict', tensors: own, modules: [] });
    for (const [name, part] of value.entries) gather(part, inside(name), depth + 1, seen, found);
  } else if (Array.isArray(value) || value instanceof Tuple) {
    const items = Array.isArray(value) ? value : value.items;
    items.forEach((item, i) => {
      gather(item, inside(String(i)), depth + 1, seen, found);
    });
  }
}

/**
 * The parameters and buffers of a pickled or scripted module, with those of the modules in it; null for any other
 * object.
 */
function moduleOf(object: Unknown, path: string): Weights | null {
  const scripted = object.of.startsWith('__torch__');
  if (!scripted && !isModule(object)) return null;
  const tensors = new Map<string, TensorRef>();
  const modules: ModuleFacts[] = [];
  addModule(object, '', 0, { tensors, modules, seen: new Set() });
  return { path, kind: scripted ? 'TorchScript' : 'module', tensors, modules };
}

function isModule({ state }: Unknown): boolean {
  return state instanceof Dictionary && state.entries.get('_modules') instanceof Dictionary;
}

interface Gathered {
  readonly tensors: Map<string, TensorRef>;
  readonly modules: ModuleFacts[];
  readonly seen: Set<Unknown>;
}

function addModule(object: Unknown, prefix: string, depth: number, into: Gathered): void {
  const { state } = object;
  if (depth > DEEPEST || !(state instanceof Dictionary) || into.seen.has(object)) return;
  into.seen.add(object);
  const inside = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
  const parts = ['_parameters', '_buffers', '_modules'].map((name) => state.entries.get(name));
  const entries = object.of.startsWith('__torch__')
    ? [...state.entries]
    : parts.flatMap((part) => (part instanceof Dictionary ? [...part.entries] : []));
  let leaf = true;
  for (const [name, value] of entries) {
    if (value instanceof TensorRef) into.tensors.set(inside(name), value);
    if (!(value instanceof Unknown)) continue;
    leaf = false;
    addModule(value, inside(name), depth + 1, into);
  }
  if (!leaf) return;
  const attributes = new Map<string, number | string | boolean>();
  for (const [name, value] of state.entries)
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
      attributes.set(name, value);
  into.modules.push({ name: prefix, type: object.of.slice(object.of.lastIndexOf(' ') + 1), attributes });
}

/** What a file holds that holds no weights. */
function contentsOf(root: Plain): string {
  if (root instanceof Dictionary) return `a dictionary of ${list([...root.entries.keys()]) || 'nothing'}`;
  if (root instanceof Unknown) return `an object of the class '${harmless(root.of.replace(' ', '.'))}'`;
  return Array.isArray(root) || root instanceof Tuple ? 'a list' : 'a value';
}

function list(names: readonly string[]): string {
  const some = names.slice(0, 6).map((name) => `'${harmless(name)}'`);
  return [...some, ...(names.length > 6 ? [`${names.length - 6} more`] : [])].join(', ');
}
