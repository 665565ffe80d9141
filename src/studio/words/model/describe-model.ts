// What the page says of its model: name, features, hidden units.
import type { Model } from 'sluice';
import { isRecurrent } from '../../../model/flow.js';
import { element, make } from '../../shared/elements.js';

export function describeModel({ name, frontEnd, layers, onnx, labels }: Model): void {
  const phrases = labels.length - 1;
  const shown = element('model-name', HTMLElement);
  shown.textContent = name;
  shown.title = `${phrases === 1 ? '1 phrase' : `${phrases} phrases`}: ${labels.slice(1).join(', ')}`;
  element('bands', HTMLElement).textContent =
    frontEnd.kind === 'raw' ? 'samples' : `${frontEnd.bands} mel bands to ${(frontEnd.maxHz / 1000).toFixed(1)} kHz`;
  const units = layers.filter(isRecurrent).map((layer) => `${layer.layers} × ${layer.hiddenSize}`);
  element('units', HTMLElement).textContent = onnx
    ? 'not shown for a model on onnxruntime-web'
    : `${units.join(', ')} units, last layer`;
  const swatch = (kind: string) => make('span', `swatch ${kind}`);
  element('legend', HTMLElement).replaceChildren(swatch('full'), 'heard', swatch('hollow'), 'said');
}
