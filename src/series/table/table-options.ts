// What a person may say about a table, where it is not found in the table itself.
import { checkOneOf, isObject, wrongKind } from '../../checks.js';
import type { ChannelSketch } from '../../model/channel-description.js';
import { describedChannels } from '../../model/series-model.js';

export interface TableOptions {
  /**
   * Name of the column of times; two names with ` + ` between them for a date and a time of day.
   * @default found by what is in the columns
   */
  readonly time?: string;
  /** How times are written, in luxon's letters: `dd/MM/yyyy HH:mm:ss`. @default found */
  readonly timeFormat?: string;
  /** Zone of times that do not say theirs: `UTC`, `+01:00`, `Europe/Berlin`. @default 'UTC' */
  readonly zone?: string;
  /** Names of the channels, in order. @default all columns of numbers and switches */
  readonly columns?: readonly string[];
  /**
   * What is known of channels: kind, unit, limits, states. Of those that are not named it is guessed, and `format.assumed`
   * says what. @default none
   */
  readonly channels?: readonly (string | ChannelSketch)[];
  /** A character, or `comma`, `semicolon`, `tab`, `pipe`, `space`. @default found */
  readonly separator?: string;
  /** The decimal sign. @default found, column by column */
  readonly decimal?: '.' | ',';
  /** Numbers that stand for a missing value, such as -9999. @default none */
  readonly missing?: readonly number[];
  /** Whether the first line is a row already: columns are then called `column 1`, `column 2`, … @default false */
  readonly noHeader?: boolean;
  /** Whether `"` is a letter and holds no cells together. @default false */
  readonly noQuotes?: boolean;
}

const DOING = 'Cannot read the table';

/** Throws TypeError for the wrong kind, RangeError for out of range. */
export function checkTableOptions(options: TableOptions): void {
  if (!isObject(options)) throw wrongKind(DOING, 'options', 'an object', options);
  for (const name of ['time', 'timeFormat', 'zone', 'separator'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'string')
      throw wrongKind(DOING, name, 'text', options[name]);
  }
  for (const name of ['noHeader', 'noQuotes'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'boolean')
      throw wrongKind(DOING, name, 'true or false', options[name]);
  }
  if (options.decimal !== undefined) checkOneOf(DOING, 'decimal', options.decimal, ['.', ',']);
  const { columns, missing } = options;
  if (missing !== undefined && !(Array.isArray(missing) && missing.every((each) => typeof each === 'number'))) {
    throw wrongKind(DOING, 'missing', 'numbers', missing);
  }
  if (columns !== undefined && !(Array.isArray(columns) && columns.every((each) => typeof each === 'string'))) {
    throw wrongKind(DOING, 'columns', 'names', columns);
  }
  const { channels } = options;
  const none = channels === undefined || (Array.isArray(channels) && channels.length === 0);
  if (!none) describedChannels(channels, DOING);
}
