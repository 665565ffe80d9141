// Networks that a state dict may be of: its blocks in an order, functions between them, an end. The first guess is the
// most usual one; every choice in it is an assumption that is told.
import { gateActivation } from '../model/gate-activation.js';
import type { DenseLayer, Layer } from '../model/layers.js';
import type { ModuleFacts } from '../model/pytorch/weights.js';
import type { Block } from './blocks.js';

/** Functions that may stand between blocks. */
export const BETWEEN = ['none', 'relu', 'tanh', 'sigmoid', 'leaky-relu', 'elu', 'silu'] as const;
export type Between = (typeof BETWEEN)[number];

/** What may stand at the end. */
export const ENDS = ['softmax', 'sigmoid', 'none', 'log-softmax', 'tanh', 'relu'] as const;
export type End = (typeof ENDS)[number];

export interface Guess {
  readonly blocks: readonly Block[];
  /** Behind a dense layer, a recurrent one, and a norm or slope, where something follows. */
  readonly behind: Readonly<Record<'dense' | 'recurrent' | 'norm', Between>>;
  /** Of plain recurrent layers whose function the file does not say. */
  readonly nonlinearity: 'tanh' | 'relu';
  /** Whether a layer begins with the first state that the file may have for it. */
  readonly begins: boolean;
  readonly end: End;
}

export interface GuessOptions {
  readonly inputSize?: number;
  readonly outputSize?: number;
  /** What a pickled module tells. */
  readonly modules?: readonly ModuleFacts[];
  /** The end, where it is told. */
  readonly end?: End;
}

/** More blocks than this are only tried in the file's order: 5 have 120 orders. */
const MOST_PERMUTED = 6;
/** Dense layers that may be heads of their own and no part of the way to the scores. */
const MOST_DROPPED = 2;
/** Dense layers among which heads are looked for. */
const MOST_HEADS = 32;

/** Orders in which the sizes fit, the most usual first. */
export function ordersOf(blocks: readonly Block[], { inputSize, outputSize }: GuessOptions): (readonly Block[])[] {
  const ends = outputSize === 1 ? [1] : outputSize === undefined ? null : outputSize === 2 ? [1, 2] : [outputSize];
  const fits = (order: readonly Block[]) => chains(order, inputSize, ends);
  const all = blocks.length <= MOST_PERMUTED ? permutations(blocks) : [blocks];
  const usual = (order: readonly Block[]) =>
    (order.at(-1)?.kind === 'recurrent' && order.length > 1 ? 4 : 0) + (order.at(-1)?.kind === 'norm' ? 2 : 0);
  return all.filter(fits).sort((a, b) => usual(a) - usual(b)); // stable: the file's order first among equals
}

/**
 * The same with some dense layers left out, which then are heads of their own. Of a network with very many of them none
 * is left out: each pair would be tried.
 */
export function partialOrdersOf(blocks: readonly Block[], options: GuessOptions): (readonly Block[])[] {
  const heads = blocks.filter(({ kind }) => kind === 'dense');
  if (heads.length > MOST_HEADS) return [];
  const sets = heads.flatMap((a, i) => [[a], ...heads.slice(i + 1).map((b) => [a, b])]);
  return sets
    .filter((set) => set.length <= MOST_DROPPED && set.length < blocks.length)
    .sort((a, b) => a.length - b.length)
    .flatMap((set) =>
      ordersOf(
        blocks.filter((block) => !set.includes(block)),
        options,
      ),
    );
}

function chains(order: readonly Block[], inputSize: number | undefined, ends: readonly number[] | null): boolean {
  let size = inputSize ?? null;
  for (const block of order) {
    if (block.inputSize !== null && size !== null && block.inputSize !== size) return false;
    size = block.outputSize ?? size;
  }
  return ends === null || size === null || ends.includes(size);
}

function permutations<T>(items: readonly T[]): (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

/** The most usual network of blocks in this order. */
export function usualGuess(blocks: readonly Block[], options: GuessOptions): Guess {
  const told = (options.modules ?? []).flatMap(({ type }) => {
    const name = (
      { ReLU: 'relu', Tanh: 'tanh', Sigmoid: 'sigmoid', LeakyReLU: 'leaky-relu', ELU: 'elu', SiLU: 'silu' } as const
    )[type];
    return name ? [name] : [];
  });
  const last = (options.modules ?? []).at(-1)?.type;
  const saidEnd = ({ Softmax: 'softmax', LogSoftmax: 'log-softmax', Sigmoid: 'sigmoid' } as const)[last ?? ''];
  const [between = 'relu'] = told.filter((name) => name !== saidEnd);
  const size = blocks.reduce<number | null>((before, block) => block.outputSize ?? before, null);
  const usualEnd = blocks.at(-1)?.kind === 'recurrent' ? 'none' : size === 1 ? 'sigmoid' : 'softmax';
  const pairs = blocks.slice(1).map((block, i) => [blocks[i] as Block, block] as const);
  // two products in a row without a function between them would be one
  const open = pairs.some(
    ([a, b]) => a.kind === 'dense' && (b.kind === 'dense' || b.kind === 'recurrent') && !adjacent(a, b),
  );
  const normed = pairs.some(([a, b]) => a.kind === 'dense' && b.kind === 'norm');
  const sloped = blocks.some(({ kind }) => kind === 'slope');
  return {
    blocks,
    behind: {
      dense: open && !sloped ? between : 'none',
      recurrent: 'none',
      norm: normed && !sloped ? between : 'none',
    },
    nonlinearity: 'tanh',
    begins: true,
    end: options.end ?? saidEnd ?? usualEnd,
  };
}

/** Neighbours by number in a torch.nn.Sequential: nothing lies between them. */
function adjacent(a: Block, b: Block): boolean {
  const parts = [a, b].map(({ name }) => name.match(/^(|.*\.)(\d+)$/));
  const [first, second] = parts;
  return !!first && !!second && first[1] === second[1] && Number(second[2]) === Number(first[2]) + 1;
}

/** Guesses of the same order with other functions. */
export function variationsOf(guess: Guess, ends: readonly End[]): Guess[] {
  const { blocks } = guess;
  const inner = blocks.slice(0, -1);
  const choices = (kinds: readonly Block['kind'][], usual: Between): readonly Between[] =>
    inner.some(({ kind }) => kinds.includes(kind)) ? [usual, ...BETWEEN.filter((one) => one !== usual)] : ['none'];
  const { dense, recurrent, norm } = guess.behind;
  const open = blocks.some(({ layer, nonlinearity }) => layer.kind === 'rnn' && nonlinearity === undefined);
  const begun = blocks.some(({ begins }) => begins !== undefined);
  const out: Guess[] = [];
  for (const begins of begun ? [true, false] : [true])
    for (const nonlinearity of open ? (['tanh', 'relu'] as const) : (['tanh'] as const))
      for (const d of choices(['dense'], dense))
        for (const r of choices(['recurrent'], recurrent))
          for (const n of choices(['norm', 'slope'], norm))
            for (const end of ends)
              out.push({ blocks, behind: { dense: d, recurrent: r, norm: n }, nonlinearity, begins, end });
  return out;
}

/** The layers of a guess; with `end` told, of another end. */
export function layersOf({ blocks, behind, nonlinearity, begins, end }: Guess): Layer[] {
  const layers: Layer[] = [];
  // what a slope takes that stands first
  let size = blocks.find(({ inputSize }) => inputSize !== null)?.inputSize ?? 0;
  for (const [i, block] of blocks.entries()) {
    size = block.outputSize ?? size;
    const relu = block.layer.kind === 'rnn' && (block.nonlinearity ?? nonlinearity) === 'relu';
    const begun = begins && block.begins !== undefined ? { initial: true } : {};
    if (relu) layers.push({ ...block.layer, ...begun, activation: gateActivation('relu') } as Layer);
    else
      layers.push(
        block.layer.kind === 'activation' ? { ...block.layer, size } : ({ ...block.layer, ...begun } as Layer),
      );
    if (i < blocks.length - 1)
      layers.push(...between(behind[block.kind === 'slope' ? 'norm' : block.kind], block.layer.name, size));
  }
  return withEnd(layers, end, size);
}

/** Layers with something behind them. */
export function withEnd(layers: readonly Layer[], end: End, size: number): Layer[] {
  const last = layers.at(-1);
  if (end === 'none' || !last) return [...layers];
  if (last.kind === 'dense' && last.activation === 'none' && (end === 'softmax' || end === 'sigmoid'))
    return [...layers.slice(0, -1), { ...last, activation: end } satisfies DenseLayer];
  if (end === 'softmax' || end === 'log-softmax') {
    const soft: Layer = { kind: 'softmax', name: `${last.name}.softmax`, frames: 1, size };
    const log: Layer = { kind: 'activation', name: `${last.name}.log`, size, function: { kind: 'log' } };
    return end === 'softmax' ? [...layers, soft] : [...layers, soft, log];
  }
  return [...layers, ...between(end, last.name, size)];
}

/** A function behind the layer `after`. */
export function between(kind: Between, after: string, size: number): Layer[] {
  if (kind === 'none') return [];
  const name = `${after}.${kind}`;
  if (kind === 'silu') {
    // x sigmoid(x)
    const gate: Layer = { kind: 'activation', name: `${after}.gate`, size, function: gateActivation('sigmoid') };
    return [gate, { kind: 'combine', name, from: [after, gate.name], size, operation: 'multiply' }];
  }
  return [{ kind: 'activation', name, size, function: gateActivation(kind) }];
}

/** What a guess assumes, one clause each. `orders`: how many orders fit the sizes. `told`: whether the end was. */
export function assumptionsOf(guess: Guess, orders: number, heads: boolean, told: boolean): string[] {
  const { blocks, behind, nonlinearity, end } = guess;
  const name = (block: Block) => `'${block.name === '' ? block.layer.name : block.name}'`;
  const names = blocks.map(name);
  const out: string[] = [];
  if (blocks.length > 1) {
    const only = orders === 1 ? 'the only order that the sizes allow' : `one of ${orders} orders that the sizes allow`;
    out.push(
      `the layers follow one another as ${names.join(' → ')}${heads ? ', all of them on the way to the scores' : ''} (${only})`,
    );
  }
  for (const [i, block] of blocks.slice(0, -1).entries()) {
    const kind = behind[block.kind === 'slope' ? 'norm' : block.kind];
    out.push(`${kind === 'none' ? 'nothing' : kind} stands between ${names[i]} and ${names[i + 1]}`);
  }
  for (const block of blocks) {
    if (block.layer.kind === 'rnn' && block.nonlinearity === undefined)
      out.push(
        `${name(block)} has the nonlinearity ${nonlinearity}${nonlinearity === 'tanh' ? ", torch.nn.RNN's default" : ''}`,
      );
  }
  for (const block of blocks)
    if (block.begins !== undefined) out.push(`${name(block)} begins with the parameter '${block.begins}' as its state`);
  if (!told)
    out.push(`${end === 'none' ? 'nothing' : end} stands behind ${names.at(-1)} (--softmax, --sigmoid or --raw tells)`);
  return out;
}

/** In a few words, for lists. */
export function inShort({ blocks, behind, nonlinearity, end }: Guess): string {
  const parts = blocks.flatMap((block, i) => {
    const own = `${block.name === '' ? block.layer.name : block.name}${block.layer.kind === 'rnn' && nonlinearity === 'relu' ? '(relu)' : ''}`;
    const kind = i < blocks.length - 1 ? behind[block.kind === 'slope' ? 'norm' : block.kind] : 'none';
    return kind === 'none' ? [own] : [own, kind];
  });
  return [...parts, ...(end === 'none' ? [] : [end])].join(', ');
}
