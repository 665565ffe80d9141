// The name and the colour of a contestant.
import type { Runtime } from '../../results.js';
import type { BaselineLine } from '../read-lines.js';

type Contestant = Pick<BaselineLine, 'engine' | 'subscriber'>;

/** Class of the style sheet. */
export function colourOf({ engine, subscriber }: Contestant): string {
  if (engine === 'onnxruntime-web') return 'rival';
  return subscriber === 'worker' ? 'ours-worker' : 'ours-main';
}

export function nameOf({ engine, subscriber }: Contestant): string {
  if (engine === 'onnxruntime-web') return 'onnxruntime-web';
  return subscriber === 'worker' ? 'sluice, subscriber in a worker' : 'sluice';
}

const PLACES: Readonly<Record<Runtime, string>> = {
  node: 'Node',
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
};

export function placeOf(runtime: Runtime): string {
  return PLACES[runtime];
}

/** Whether two lines are of the same contestant in the same scenario and place. */
export function sameCase(a: BaselineLine, b: BaselineLine): boolean {
  return a.scenario === b.scenario && a.runtime === b.runtime && colourOf(a) === colourOf(b);
}
