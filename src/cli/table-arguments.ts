// What a person may say about tables on the command line: the options of every command that reads them.

import { type Command, InvalidArgumentError } from 'commander';
import type { ChannelDescription } from '../model/channel-description.js';
import { repeated } from '../model/repeated.js';
import type { TableOptions } from '../series/table/table-options.js';
import { parseDescriptions } from './channel-descriptions.js';

/** The options as commander gives them. */
export interface TableArguments {
  readonly time?: string;
  readonly timeFormat?: string;
  readonly zone?: string;
  readonly columns?: readonly string[];
  readonly separator?: string;
  readonly decimal?: '.' | ',';
  readonly missing?: readonly number[];
  readonly describe?: readonly ChannelDescription[];
  /** False with --no-header. */
  readonly header: boolean;
  /** False with --no-quotes. */
  readonly quotes: boolean;
}

/** Adds them. `of`: in front of each description, such as `of a table: `. */
export function addTableOptions(command: Command, of = ''): Command {
  return command
    .option('--time <column>', `${of}the column of times, or two joined by ' + ' (default: found by what is in them)`)
    .option('--time-format <format>', `${of}how times are written, such as 'dd/MM/yyyy HH:mm:ss' (default: found)`)
    .option(
      '--zone <zone>',
      `${of}zone of times that do not say theirs, such as Europe/Berlin or +01:00 (default: UTC)`,
    )
    .option(
      '--columns <list>',
      `${of}columns to watch, separated by commas; a name with a comma in double quotes (default: all of numbers and switches)`,
      columnNames,
    )
    .option('--separator <character>', `${of}comma, semicolon, tab, pipe, space or any character (default: found)`)
    .option('--decimal <sign>', `${of}the decimal sign, . or , (default: found)`, decimalSign)
    .option(
      '--missing <list>',
      `${of}numbers that stand for a missing value, such as -9999,-200 (default: none)`,
      numbers,
    )
    .option(
      '--describe <file>',
      `${of}a JSON file that says what channels are: [{ "name", "kind": "gauge" | "counter" | "state", "unit", "min", "max" }] (default: guessed, and told)`,
      parseDescriptions,
    )
    .option('--no-header', `${of}its first line is a row already: columns are called 'column 1', 'column 2', …`)
    .option('--no-quotes', `${of}'"' is a letter and holds no cells together`);
}

export function tableOptions(given: TableArguments): TableOptions {
  const { time, timeFormat, zone, columns, separator, decimal, missing, describe, header, quotes } = given;
  return {
    ...(time !== undefined && { time }),
    ...(timeFormat !== undefined && { timeFormat }),
    ...(zone !== undefined && { zone }),
    ...(columns !== undefined && { columns }),
    ...(separator !== undefined && { separator }),
    ...(decimal !== undefined && { decimal }),
    ...(missing !== undefined && { missing }),
    ...(describe !== undefined && { channels: describe }),
    noHeader: !header,
    noQuotes: !quotes,
  };
}

/** The options that were given, as a person writes them. */
export function givenTableOptions(given: TableArguments): string[] {
  const { header, quotes } = given;
  const named = [
    ['--time', given.time],
    ['--time-format', given.timeFormat],
    ['--zone', given.zone],
    ['--columns', given.columns],
    ['--separator', given.separator],
    ['--decimal', given.decimal],
    ['--missing', given.missing],
    ['--describe', given.describe],
  ] as const;
  return [
    ...named.filter(([, value]) => value !== undefined).map(([name]) => name),
    ...(header ? [] : ['--no-header']),
    ...(quotes ? [] : ['--no-quotes']),
  ];
}

/** `a,"b, c",d`: three names. */
function columnNames(text: string): string[] {
  const names = [...text.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)]
    .map((match) => (match[1] ?? match[2] ?? '').trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('must be names of columns, separated by commas.');
  const twice = repeated(names);
  if (twice !== undefined) throw new InvalidArgumentError(`names '${twice}' twice.`);
  return names;
}

function numbers(text: string): number[] {
  const list = text.split(',').map((each) => (each.trim() === '' ? Number.NaN : Number(each)));
  if (list.some(Number.isNaN)) throw new InvalidArgumentError('must be numbers, separated by commas.');
  return list;
}

function decimalSign(text: string): '.' | ',' {
  if (text === '.' || text === 'point') return '.';
  if (text === ',' || text === 'comma') return ',';
  throw new InvalidArgumentError('must be . or ,');
}
