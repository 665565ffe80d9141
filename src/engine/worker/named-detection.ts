// A detection as main gets it: with the names of its model in place of indexes.
import { isSeriesDetected } from '../../forecast/detected.js';
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import type { Detected } from '../../pipeline/detector/detector.js';
import type { PostedDetection } from '../messages.js';

export function namedDetection(
  fired: Readonly<Detected>,
  model: AnyModel,
): Omit<PostedDetection, 'capturedAtMs' | 'index'> {
  const { placedAtMs: _, ...detection } = fired;
  const named = { ...detection, label: model.labels[fired.label] as string };
  if (!isSeriesModel(model) || !isSeriesDetected(fired)) return named;
  return { ...named, channel: model.channels[fired.channel] as string };
}
