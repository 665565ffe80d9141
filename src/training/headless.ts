// A base network as it is kept: its recurrent layers, which others start from, without the answers for the hundreds of
// words that it learnt on.
import { plainDetector } from '../model/detector-settings.js';
import type { DenseLayer } from '../model/layers.js';
import type { Model } from '../model/model.js';
import { addGolden } from './model.js';

const LABELS = ['none', 'word'];

/** The same recurrent layers before a dense layer of zeros: every word is as likely as none. */
export function headless(module: WebAssembly.Module, model: Model): Model {
  const dense = model.layers.at(-1) as DenseLayer;
  const layers = [...model.layers.slice(0, -1), { ...dense, outputSize: LABELS.length }];
  const tensors = new Map(model.tensors);
  tensors.set(`${dense.name}.weight`, {
    shape: [LABELS.length, dense.inputSize],
    values: new Float32Array(LABELS.length * dense.inputSize),
  });
  tensors.set(`${dense.name}.bias`, { shape: [LABELS.length], values: new Float32Array(LABELS.length) });
  addGolden(module, layers, tensors, 1);
  return { ...model, layers, tensors, labels: LABELS, detector: plainDetector(LABELS) };
}
