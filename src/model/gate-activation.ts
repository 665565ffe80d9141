// Activations of gates: the functions that the ONNX operators RNN, GRU and LSTM allow, and the identity.

/** In ONNX's spelling these are Sigmoid, Tanh, Relu, Affine, LeakyRelu, ... */
export const ACTIVATION_KINDS = [
  'sigmoid',
  'tanh',
  'relu',
  'linear',
  'affine',
  'leaky-relu',
  'thresholded-relu',
  'scaled-tanh',
  'hard-sigmoid',
  'elu',
  'softsign',
  'softplus',
] as const;

export interface GateActivation {
  readonly kind: (typeof ACTIVATION_KINDS)[number];
  /** The function's parameters by ONNX's names; 0 if it has none. */
  readonly alpha: number;
  readonly beta: number;
}

/** ONNX's defaults of alpha and beta. */
const DEFAULTS: Partial<Record<GateActivation['kind'], readonly [number, number]>> = {
  affine: [1, 0],
  'leaky-relu': [0.01, 0],
  'thresholded-relu': [1, 0],
  'scaled-tanh': [1, 1],
  'hard-sigmoid': [0.2, 0.5],
  elu: [1, 0],
};

/** An activation, by default with ONNX's parameters. */
export function gateActivation(kind: GateActivation['kind'], alpha?: number, beta?: number): GateActivation {
  const [a, b] = DEFAULTS[kind] ?? [0, 0];
  return { kind, alpha: alpha ?? a, beta: beta ?? b };
}

export function activate({ kind, alpha, beta }: GateActivation, x: number): number {
  switch (kind) {
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'tanh':
      return Math.tanh(x);
    case 'relu':
      return Math.max(x, 0);
    case 'linear':
      return x;
    case 'affine':
      return alpha * x + beta;
    case 'leaky-relu':
      return x < 0 ? alpha * x : x;
    case 'thresholded-relu':
      return x > alpha ? x : 0;
    case 'scaled-tanh':
      return alpha * Math.tanh(beta * x);
    case 'hard-sigmoid':
      return Math.min(1, Math.max(0, alpha * x + beta));
    case 'elu':
      return x < 0 ? alpha * Math.expm1(x) : x;
    case 'softsign':
      return x / (1 + Math.abs(x));
    case 'softplus':
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    default:
      return kind satisfies never;
  }
}
