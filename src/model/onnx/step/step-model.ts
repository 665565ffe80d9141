// An ONNX graph to a network of ours that makes one step: the graph is walked once with a single frame, what only moves
// elements is done on the way, states are tied to the cells that they belong to or become delays, and what stands side
// by side is folded together.
import type { Layer, Tensor } from '../../layers.js';
import type { OnnxModel } from '../graph.js';
import type { Signature } from '../signature.js';
import { foldLayers, withoutDefault } from './fold.js';
import { walkGraph } from './operators.js';
import { CannotStep, constant, sizeOf, type Value, wholeSource } from './value.js';
import { Walk } from './walk.js';

export interface StepModel {
  readonly layers: readonly Layer[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly inputSize: number;
  readonly outputSize: number;
}

/**
 * Throws CannotStep, one clause that names the operator, where the graph cannot be stepped or an operator has no layer.
 */
export function stepModel(model: OnnxModel, signature: Signature): StepModel {
  const walk = new Walk(model.opset);
  const { input, states, fixed } = signature;
  const inputSize = sizeOf(input.shape);
  walk.values.set(input.name, wholeSource(walk.addSource('input', inputSize, 'input'), input.shape, input.time));
  for (const { name, shape, value } of fixed)
    walk.values.set(name, constant(new Float64Array(sizeOf(shape)).fill(value), shape));
  const stateSources = states.map((state) => {
    const source = walk.addSource(`${state.input} before`, sizeOf(state.shape), 'state');
    walk.values.set(state.input, wholeSource(source, state.shape));
    return source;
  });
  walkGraph(walk, model.graph);
  const output = outputOf(walk, signature.output);
  const last = walk.materialized(output, 'at the end');
  checkStateUses(
    walk,
    stateSources,
    states.map((state) => outputOf(walk, state.output)),
  );
  const delays = layDelays(
    walk,
    stateSources,
    states.map((state) => outputOf(walk, state.output)),
  );
  const folded = foldLayers({ layers: [...delays, ...walk.layers], tensors: walk.tensors, last });
  const layers = endWith(folded.layers, folded.last, inputSize);
  return {
    layers: layers.map((layer, i) => withoutDefault(layer, layers[i - 1])),
    tensors: folded.tensors,
    inputSize,
    outputSize: sizeOf(output.shape),
  };
}

function outputOf(walk: Walk, name: string): Value {
  const value = walk.values.get(name);
  if (!value) throw new CannotStep(`output '${name}' is given by nothing`);
  return value;
}

/** A cell that begins with a state must be where that state comes from, number by number. */
function checkStateUses(walk: Walk, stateSources: readonly number[], after: readonly Value[]): void {
  for (const { layer, which, value, node } of walk.stateUses) {
    const wanted = which === 'h' ? layer : `${layer}'s cell state`;
    value.sources?.forEach((source, e) => {
      const next = after[stateSources.indexOf(source)];
      const at = value.indices?.[e] as number;
      const from = walk.sources[next?.sources?.[at] ?? -1];
      if (from?.name !== wanted || next?.indices?.[at] !== e)
        throw new CannotStep(`operator ${node.op} begins with a state that it does not itself leave`);
    });
  }
}

/** States that layers take as signals, from the step before. */
function layDelays(walk: Walk, stateSources: readonly number[], after: readonly Value[]): Layer[] {
  return stateSources.flatMap((source, i) => {
    const { name, size } = walk.sources[source] as { name: string; size: number };
    const taken = walk.layers.some((layer) => 'from' in layer && [layer.from ?? []].flat().includes(name));
    if (!taken) return [];
    return [{ kind: 'delay', name, of: walk.materialized(after[i] as Value, 'a state'), size } as const];
  });
}

/** The network gives what its last layer gives: the scores go there, where they are not already. */
function endWith(layers: readonly Layer[], last: string, inputSize: number): Layer[] {
  const at = layers.findIndex((layer) => layer.name === last);
  const layer = layers[at];
  if (layer === undefined)
    return [...layers, { kind: 'gather', name: 'scores', from: 'input', inputSize, runs: [[0, inputSize, 1]] }];
  const later = layers.slice(at + 1);
  // what follows may stand before it, where nothing of it takes the scores
  if (
    later.every(
      (one) =>
        one.kind !== 'concat' &&
        one.kind !== 'combine' &&
        (!('from' in one) || one.from !== last) &&
        one.kind !== 'delay',
    )
  )
    return [...layers.slice(0, at), ...later, layer];
  return [...layers, { kind: 'concat', name: 'scores', from: [last] }];
}
