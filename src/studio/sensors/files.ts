// Files that a person opens on the page of sensors: a table is run, a series model is used for tables from then on, a
// sound or its model goes to the page that listens.
import { readAnyModel, type SeriesModel } from 'sluice';
import { isSeriesModel } from '../../model/any-model.js';
import { serveDrop } from '../shared/drop.js';
import { element } from '../shared/elements.js';
import { kindOfFile } from '../shared/file-kind.js';
import { formatNotice } from '../shared/format-notice.js';
import { handOver } from '../shared/handoff.js';
import type { Notices } from '../shared/notices.js';
import { mustBeConverted, UnsuitableFile } from '../shared/unsuitable-file.js';
import type { Feed } from './feeds/feed.js';
import { TableFeed } from './feeds/table-feed.js';

export class Files {
  readonly #notices: Notices;
  readonly #watch: (feed: Feed) => void;
  readonly #ended: (stream: string) => void;
  readonly #progress = element('progress', HTMLProgressElement);
  #model: SeriesModel | null = null;
  #table: File | null = null;

  /** `watch`: shows a feed instead of the one before. `ended`: a table was read to its end. */
  constructor(notices: Notices, watch: (feed: Feed) => void, ended: (stream: string) => void) {
    this.#notices = notices;
    this.#watch = watch;
    this.#ended = ended;
    const chooser = element('file', HTMLInputElement);
    element('open', HTMLButtonElement).addEventListener('click', () => chooser.click());
    chooser.addEventListener('change', () => {
      const file = chooser.files?.[0];
      if (file !== undefined) void this.open(file);
      chooser.value = ''; // so that the same file can be chosen again
    });
    serveDrop((file) => void this.open(file));
  }

  async open(file: File): Promise<void> {
    this.#notices.clear('failure');
    try {
      const kind = await kindOfFile(file);
      if (kind === 'onnx' || kind === 'pytorch') throw mustBeConverted(file.name, kind);
      if (kind === 'table') return this.#openTable(file);
      const model = kind === 'model' ? readAnyModel(new Uint8Array(await file.arrayBuffer())) : null;
      if (model === null || !isSeriesModel(model)) return await handOver(file, './');
      this.useModel(model);
      if (this.#table !== null) this.#openTable(this.#table);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Tables run through this model from now on. */
  useModel(model: SeriesModel): void {
    this.#model = model;
    this.#notices.show({
      kind: 'model',
      tone: 'note',
      title: `Model: ${model.name}.`,
      text: [
        `It watches ${model.channels.join(', ')}. ${this.#table === null ? 'Open a table with these columns.' : ''}`,
      ],
    });
  }

  #openTable(file: File): void {
    this.#table = file;
    this.#progress.hidden = false;
    this.#progress.removeAttribute('value');
    this.#watch(
      new TableFeed({
        file,
        model: this.#model,
        recognised: (report) => this.#notices.show(formatNotice(file.name, report)),
        progress: (share) => {
          this.#progress.value = share;
        },
        ended: () => {
          this.#progress.hidden = true;
          this.#ended(file.name);
        },
        failed: (error) => {
          this.#progress.hidden = true;
          this.#failed(error);
        },
      }),
    );
  }

  #failed(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    const unsuitable = error instanceof UnsuitableFile;
    const data = error instanceof Error && 'code' in error && error.code === 'DATA_UNUSABLE';
    this.#notices.clear('format');
    this.#notices.show({
      kind: 'failure',
      tone: 'bad',
      title: unsuitable ? detail : data ? 'This table cannot be used.' : 'This file cannot be used.',
      text: unsuitable ? [error.advice] : [],
      detail: unsuitable ? '' : detail,
    });
  }
}
