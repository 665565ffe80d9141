// Which sign is the decimal one, in each column: by what its own cells say, then by what the other columns say, then by
// the separator.

import { listed } from '../text/table-error.js';
import { type NumberEvidence, type NumberFormat, numberEvidence } from './numbers.js';

export interface Decimals {
  /** How each column's numbers are written. */
  readonly formats: readonly NumberFormat[];
  readonly evidence: readonly NumberEvidence[];
  /** The sign of most columns. */
  readonly decimal: '.' | ',';
  readonly assumed: readonly string[];
}

/** `columns`: the first cells of each. `given`: what a person said. */
export function decimalsOf(
  columns: readonly (readonly string[])[],
  names: readonly string[],
  separator: string,
  given?: '.' | ',',
): Decimals {
  const evidence = columns.map(numberEvidence);
  const own = evidence.map(ownSign);
  const commas = own.filter((sign) => sign === ',').length;
  const points = own.filter((sign) => sign === '.').length;
  const file = commas > points ? ',' : points > commas ? '.' : null;
  const usual = separator === ',' ? '.' : ',';
  const open: number[] = [];
  const formats = evidence.map((each, column): NumberFormat => {
    const { unit } = each;
    if (given !== undefined) return { decimal: given, unit };
    const sign = own[column] as ReturnType<typeof ownSign>;
    if (sign === '.' || sign === ',') return { decimal: sign, unit };
    if (sign === 'none') return { decimal: file ?? '.', unit };
    // `1,234` alone: thousands, or a fraction of three digits
    const decimal = sign === 'openPoints' ? (file ?? '.') : thousands(each) ? '.' : (file ?? usual);
    if (sign === 'openCommas' && file === null) open.push(column);
    return { decimal, unit };
  });
  const decimal =
    given ??
    (formats.filter((each) => each.decimal === ',').length > formats.length / 2
      ? ','
      : (file ?? formats.find((_, i) => own[i] === 'openCommas')?.decimal ?? '.'));
  const assumed = (['.', ','] as const).flatMap((sign) => {
    const those = open.filter((column) => formats[column]?.decimal === sign);
    return those.length > 0
      ? [
          openSign(
            those.map((column) => ({ name: names[column] as string, cells: columns[column] as readonly string[] })),
            sign,
          ),
        ]
      : [];
  });
  return { formats, evidence, decimal, assumed };
}

const FEW = 50;

/** What a column's own cells say of its decimal sign. */
function ownSign({
  points,
  commas,
  openCommas,
  openPoints,
}: NumberEvidence): '.' | ',' | 'openCommas' | 'openPoints' | 'none' {
  // a cell or two that are written otherwise decide nothing among many
  const few = points > commas && openCommas > FEW * points;
  if ((points > 0 || commas > 0) && !few) return points >= commas ? '.' : ',';
  if (openCommas > 0) return 'openCommas';
  return openPoints > 0 ? 'openPoints' : 'none';
}

/** Whole numbers below 1,000 stand among them without a comma, and none above. */
function thousands({ small, large }: NumberEvidence): boolean {
  return small > 0 && large === 0;
}

function openSign(columns: readonly { name: string; cells: readonly string[] }[], decimal: '.' | ','): string {
  const cell = columns[0]?.cells.find((each) => each.includes(',')) ?? '';
  const [as, other] = decimal === '.' ? ['one for thousands', ','] : ['a decimal comma', '.'];
  const names = listed(
    columns.map(({ name }) => `'${name}'`),
    4,
  );
  return `the comma in numbers such as '${cell}' (${names}) is ${as}; --decimal ${other} reads it the other way`;
}
