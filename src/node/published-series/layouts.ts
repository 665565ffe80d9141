// What a layout of a published benchmark is: which files it has, and how one of them becomes a labelled series.
import type { LabelledSeries } from '../../harness/series/labelled-series.js';

export interface LayoutOptions {
  /** From row to row, where the file has no times. */
  readonly stepMs: number;
  /** Rows that are for learning only, where the benchmark does not say. */
  readonly learnRows: number;
}

export interface PublishedLayout {
  readonly name: 'ucr' | 'skab' | 'smd' | 'yahoo';
  /** Of the names of its files. */
  readonly ending: string;
  /** Below the folder: where its files are. Default: anywhere. */
  readonly within?: string;
  /** Files that repeat what is in others. */
  readonly leavesOut?: RegExp;
  /** From row to row, where nothing else is asked for. */
  readonly stepMs: number;
  /** Rows that are for learning only, where nothing else is asked for and the benchmark does not say in its files. */
  readonly learnRows?: number;
  /** Throws SluiceError DATA_UNUSABLE, which names the file and the line, for a file that is not of this layout. */
  read(folder: string, file: string, options: LayoutOptions): Promise<LabelledSeries>;
}
