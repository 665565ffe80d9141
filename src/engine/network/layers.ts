// What a network is made of, as data. Tensors are found by PyTorch's names: `${name}.weight_ih_l0`, `${name}.weight`, ...

/** A stack of GRU layers, torch.nn.GRU's convention: gates r, z, n; the reset gate acts after the recurrent product. */
export interface GruLayer {
  readonly kind: 'gru';
  readonly name: string;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
}

/** y = activation(W x + b), W: (outputSize, inputSize). */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly name: string;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly activation: 'softmax' | 'sigmoid' | 'none';
}

export type Layer = GruLayer | DenseLayer;

/** A named array of floats, row after row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type Tensors = ReadonlyMap<string, Tensor>;

/** The tensors that a layer needs, with their shapes. */
export function tensorShapes(layer: Layer): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  if (layer.kind === 'dense') {
    shapes.set(`${layer.name}.weight`, [layer.outputSize, layer.inputSize]);
    shapes.set(`${layer.name}.bias`, [layer.outputSize]);
    return shapes;
  }
  for (let l = 0; l < layer.layers; l++) {
    shapes.set(`${layer.name}.weight_ih_l${l}`, [3 * layer.hiddenSize, l === 0 ? layer.inputSize : layer.hiddenSize]);
    shapes.set(`${layer.name}.weight_hh_l${l}`, [3 * layer.hiddenSize, layer.hiddenSize]);
    shapes.set(`${layer.name}.bias_ih_l${l}`, [3 * layer.hiddenSize]);
    shapes.set(`${layer.name}.bias_hh_l${l}`, [3 * layer.hiddenSize]);
  }
  return shapes;
}

/** Numbers in all tensors of these layers. */
export function parameterCount(layers: readonly Layer[]): number {
  let count = 0;
  for (const layer of layers) {
    for (const shape of tensorShapes(layer).values()) count += shape.reduce((a, b) => a * b, 1);
  }
  return count;
}

/** Multiply-accumulates of one step. */
export function macsPerStep(layers: readonly Layer[]): number {
  let count = 0;
  for (const layer of layers) {
    for (const shape of tensorShapes(layer).values()) if (shape.length === 2) count += shape[0]! * shape[1]!;
  }
  return count;
}
