// What was recognised in an input: a sound, a table, a model. Readers make this plain data, and their callers show it.
// Nothing is read or printed here.

/** A value that JSON can hold. */
export type FormatFact =
  | string
  | number
  | boolean
  | null
  | readonly FormatFact[]
  | { readonly [name: string]: FormatFact };

/** What a reader found, what it had to assume, and what a person should know. */
export interface FormatReport {
  readonly kind: 'sound' | 'table' | 'model';
  /** One short line: `WAV, MS ADPCM, 16000 Hz, 1 channel`. */
  readonly recognised: string;
  /** The same and more by name, with units in the names: `{ container: 'WAV', sampleRateHz: 16000, … }`. */
  readonly facts: Readonly<Record<string, FormatFact>>;
  /** What the input does not say and the reader chose, one clause each, with the option that changes it. */
  readonly assumed: readonly string[];
  /** What was left out or looks wrong, one clause each, with the option that mends it. */
  readonly warnings: readonly string[];
}
