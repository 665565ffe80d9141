// Which changes of a component's options an open stream can take, and which need another stream. Components write their
// options anew in each rendering, so objects are compared by what they hold.
import type { KeywordSettings } from '../model/detector-settings.js';
import { VoiceActivity } from '../voice-activity.js';
import type { UseStreamOptions } from './values.js';

/** These change nothing about a stream that is open. */
const FREE: ReadonlySet<string> = new Set([
  'source',
  'autoStart',
  'keepDetections',
  'onDetection',
  'onPrediction',
  'snapshot',
  'detector',
] satisfies (keyof UseStreamOptions)[]);

/** Whether a stream with the first options must be closed and opened again with the second ones. */
export function needsReopening(before: UseStreamOptions, after: UseStreamOptions): boolean {
  const [from, to] = [Object.entries(before), Object.entries(after)].map((entries) =>
    Object.fromEntries(entries.filter(([name]) => !FREE.has(name))),
  );
  return !same(from, to) || dropsSetting(before.detector, after.detector);
}

/** The settings that the open stream's detector must be given; null for none. */
export function detectorChange(before: UseStreamOptions, after: UseStreamOptions): Partial<KeywordSettings> | null {
  return after.detector === undefined || same(before.detector, after.detector) ? null : after.detector;
}

/** Whether a setting is no longer given. The stream's own value is not known any more, so it must be opened again. */
function dropsSetting(before: unknown, after: unknown): boolean {
  if (!isRecord(before)) return before !== undefined && after === undefined;
  if (!isRecord(after)) return Object.keys(before).length > 0;
  return Object.entries(before).some(([name, value]) => value !== undefined && dropsSetting(value, after[name]));
}

/**
 * Plain objects, arrays, addresses and gates by what they hold, functions as the same, everything else (bytes, tensors,
 * engines) by identity.
 */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return true;
  if (a instanceof URL || b instanceof URL) return isAddress(a) && isAddress(b) && String(a) === String(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => same(a[name], b[name]));
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' || value instanceof URL;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || value instanceof VoiceActivity;
}
