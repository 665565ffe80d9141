// Errors that end a command, as one sentence for the person who ran it.

import { basename } from 'node:path';
import { note } from './report/output.js';

/** Exit codes. */
export const FAILURE = 1;
export const WRONG_USAGE = 2;

/** Thrown for a wrong use of the command line that commander cannot see: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What went wrong with a file, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
};

/**
 * Reports an error on stderr. The exit code is that of a failure from then on, even if others succeed. `about`: the
 * input that was read; its name goes in front where the sentence does not have it.
 */
export function tell(error: unknown, about?: string): void {
  const sentence = sentenceOf(error);
  const isNamed = about === undefined || sentence.includes(basename(about)) || error instanceof UsageError;
  note(`sluice: ${isNamed ? '' : `${about}: `}${sentence}`);
  process.exitCode = FAILURE;
}

/** One sentence without the full stop. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  if (reason !== undefined && path !== undefined) return `Cannot read ${path}: ${reason}`;
  return error.message.replaceAll(/\s*\n\s*/g, ' ');
}
