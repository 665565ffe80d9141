// What the command line says of how sound is read: a channel, a factor, and what raw samples are. And sources made by
// it.
import { InvalidArgumentError } from 'commander';
import type { FormatReport } from '../format-report.js';
import type { AudioFileOptions, RawFormat } from '../node/index.js';
import { audioFile, audioStream, type Source } from '../node/index.js';
import type { Input } from './inputs.js';

export interface SoundArguments {
  readonly channel: number | 'mix';
  readonly gain: number;
  /** Hz; undefined where none was given. */
  readonly rate: number | undefined;
  readonly format: RawFormat | undefined;
  readonly channels: number | undefined;
  /** The model's rate, in Hz: what raw samples are taken to have. */
  readonly modelRate: number;
}

/** Options for reading an input. */
export function readingOf({ path }: Pick<Input, 'path'>, given: SoundArguments): AudioFileOptions {
  const { channel, gain, format, rate, channels, modelRate } = given;
  const raw = { format: format ?? 's16le', sampleRate: rate ?? modelRate, channels: channels ?? 1 } as const;
  if (path === null) return { channel, gain, raw: { ...raw, explicit: format !== undefined } };
  // A file is what it says of itself. Only one that says nothing is raw, and only where it was said what that means.
  return format === undefined ? { channel, gain } : { channel, gain, raw: { ...raw, explicit: false } };
}

export function sourceOf(input: Pick<Input, 'path'>, given: SoundArguments): Source {
  const options = readingOf(input, given);
  if (input.path !== null) return audioFile(input.path, options);
  const source = audioStream(process.stdin, { name: 'standard input', ...options });
  return {
    ...source,
    async open(signal) {
      const format = await source.open(signal);
      return format.report === undefined ? format : { ...format, report: withArguments(input, format.report, given) };
    },
  };
}

/** Adds a warning where something was said of raw samples that the input's own header contradicts. */
export function withArguments(
  { path }: Pick<Input, 'path'>,
  report: FormatReport,
  given: SoundArguments,
): FormatReport {
  const { container, sampleRateHz, channels } = report.facts;
  if (path !== null || container === 'raw') return report;
  const warnings = [
    ...(given.rate !== undefined && given.rate !== sampleRateHz
      ? [`--rate ${given.rate} is not used: the header says ${sampleRateHz} Hz`]
      : []),
    ...(given.channels !== undefined && given.channels !== channels
      ? [`--channels ${given.channels} is not used: the header says ${channels}`]
      : []),
  ];
  return warnings.length === 0 ? report : { ...report, warnings: [...report.warnings, ...warnings] };
}

/** `mix`, or a channel's number. */
export function parseChannel(text: string): number | 'mix' {
  if (text === 'mix') return text;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected 'mix' or a channel's number, from 1.");
}

/** A number or a fraction, `1/32768`. */
export function parseGain(text: string): number {
  const parts = text.split('/');
  const [upper, lower = 1] = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const gain = (upper as number) / lower;
  if (parts.length <= 2 && Number.isFinite(gain) && gain !== 0) return gain;
  throw new InvalidArgumentError('Expected a number or a fraction, such as 0.5 or 1/32768.');
}
