// What missing samples mean to a stream's state, as data. What is done about them is in src/pipeline/silence.ts.

/**
 * What a stream's state does when samples are missing. `hold`: it stays as it is, and no window reaches over the gap; `zeros`: it is stepped
 * through silence as long as the gap, at most `LONGEST_SILENCE_MS` of it, longer gaps are a reset; `reset`: it starts anew.
 */
export type OnGap = 'hold' | 'zeros' | 'reset';

/** In the order of their numbers in a snapshot. */
export const ON_GAPS = ['hold', 'zeros', 'reset'] as const satisfies readonly OnGap[];
