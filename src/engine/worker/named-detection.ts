// A detection as main gets it: with the names of its model in place of indexes.
import { isSeriesDetected } from '../../forecast/detected.js';
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import type { Detected } from '../../pipeline/detector/detector.js';
import type { PostedDetection } from '../messages.js';

export function namedDetection(
  fired: Readonly<Detected>,
  model: AnyModel,
): Omit<PostedDetection, 'capturedAtMs' | 'index'> {
  const { label, score, startsAtMs, endsAtMs } = fired;
  const detection = { label: model.labels[label] as string, score, startsAtMs, endsAtMs };
  if (!isSeriesModel(model) || !isSeriesDetected(fired)) return detection;
  const { severity, value, expected, spread, open, reason, why } = fired;
  const channel = model.channels[fired.channel] as string;
  return { ...detection, channel, severity, value, expected, spread, open, reason, why };
}
