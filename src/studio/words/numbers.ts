// The numbers of the stream: transport, backlog, and all losses.
import type { Stream, StreamStats } from 'sluice';
import { element, make } from '../shared/elements.js';
import { milliseconds } from './heard.js';

type Row =
  | 'transport'
  | 'rate'
  | 'predictions'
  | 'backlog'
  | 'stages'
  | 'dropped'
  | 'skipped'
  | 'missed'
  | 'replaced'
  | 'digest';

const ROWS: Readonly<Record<Row, readonly [name: string, meaning: string]>> = {
  transport: ['Transport', 'How samples get from the capture thread to the engine thread'],
  rate: ['Sample rate', 'Of the source; the engine resamples to the model’s'],
  predictions: ['Predictions', 'Hops that the network stepped'],
  backlog: ['Backlog', 'Sound that waits to be predicted on'],
  stages: ['Wait, step, crossing', 'Medians: in the ring, in the engine, and from there to this page'],
  dropped: ['Dropped', 'Samples that found no room'],
  skipped: ['Skipped', 'Samples passed over because more than the allowed latency of them waited'],
  missed: ['Missed', 'Predictions that this page was too slow to take'],
  replaced: ['Replaced', 'Samples that were no numbers, taken as zero'],
  digest: ['Digest', 'SHA-256 of all predictions: the same for the same samples, on any machine'],
};

export class Numbers {
  readonly #cells = new Map<Row, HTMLElement>();
  readonly #percentiles = ['p50', 'p99', 'worst'].map((id) => element(id, HTMLElement));

  constructor() {
    const list = element('numbers', HTMLElement);
    for (const [row, [name, meaning]] of Object.entries(ROWS) as [Row, readonly [string, string]][]) {
      const cell = make('dd', '', '–');
      const line = make('div', '', make('dt', '', name), cell);
      line.title = meaning;
      list.append(line);
      this.#cells.set(row, cell);
    }
  }

  clear(): void {
    for (const cell of [...this.#cells.values(), ...this.#percentiles]) {
      cell.textContent = '–';
      cell.classList.remove('some');
    }
  }

  opened({ transport, sampleRate }: Stream): void {
    this.#set('transport', transport === 'shared' ? 'shared memory' : 'messages');
    this.#set('rate', `${(sampleRate / 1000).toLocaleString('en')} kHz`);
  }

  stats({ predictions, backlogMs, dropped, skipped, missed, replaced, latency, stages }: StreamStats): void {
    this.#set('predictions', predictions.toLocaleString('en'));
    this.#set('backlog', milliseconds(backlogMs));
    for (const [row, count] of Object.entries({ dropped, skipped, missed, replaced }) as [Row, number][]) {
      this.#set(row, count.toLocaleString('en'));
      this.#cells.get(row)?.classList.toggle('some', count > 0);
    }
    const { wait, step, crossing } = stages;
    if (step.count > 0)
      this.#set('stages', `${[wait, step, crossing].map(({ p50Ms }) => p50Ms.toFixed(2)).join(', ')} ms`);
    if (latency.count === 0) return;
    [latency.p50Ms, latency.p99Ms, latency.worstMs].forEach((ms, i) => {
      const cell = this.#percentiles[i];
      cell?.replaceChildren(`${milliseconds(ms).replace(' ms', '')} `, make('small', '', 'ms'));
    });
  }

  digest(digest: string): void {
    this.#set('digest', `${digest.slice(0, 12)}…`);
    this.#cells.get('digest')?.setAttribute('title', digest);
  }

  #set(row: Row, text: string): void {
    const cell = this.#cells.get(row);
    if (cell !== undefined) cell.textContent = text;
  }
}
