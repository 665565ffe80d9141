// What missing samples do to a stream's state, as data. src/pipeline/silence.ts carries it out.

/**
 * What missing samples do to a stream's state. `hold`: it stays as it is, and no window spans the gap. `zeros`: it is
 * stepped through silence of the gap's length; a gap longer than `LONGEST_SILENCE_MS` is a reset. `reset`: it starts
 * anew.
 */
export type OnGap = 'hold' | 'zeros' | 'reset';

/** In the order of their numbers in a snapshot. */
export const ON_GAPS = ['hold', 'zeros', 'reset'] as const satisfies readonly OnGap[];
