// What an operator asks, checked before anything is done. Whatever is wrong is refused by a sentence.
import { Refusal } from '../../protocol/closing.js';

const MOST_NOTE = 500;
const MOST_NAME = 64;
const MOST_PATTERN = 128;
/** Times beyond are mistakes, as of seconds or microseconds in place of milliseconds. */
const MOST_AHEAD_MS = 366 * 86_400_000;
/** Controls, formats of direction, halves of pairs, but not the two joiners: see src/harmless-text.ts. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const JOINERS = /\u200c|\u200d/g;

/** Who an operator says to be, and what is noted. */
export interface Said {
  readonly by?: string;
  readonly note?: string;
}

/** `client`: who it is where the client names nobody. Throws Refusal WRONG_MARK. */
export function checkSaid({ by, note = '' }: Said, client: string): { readonly by: string; readonly note: string } {
  const name = by?.trim() || client;
  if (name.length > MOST_NAME) {
    throw wrong(`'by' may have ${MOST_NAME} characters: received ${name.length}`);
  }
  if (note.length > MOST_NOTE) throw wrong(`a note may have ${MOST_NOTE} characters: received ${note.length}`);
  if (isUnseen(name) || isUnseen(note.replaceAll('\n', ' '))) {
    throw wrong("'by' and 'note' must be plain text: received characters that are not shown");
  }
  return { by: name, note: note.trim() };
}

/** Throws Refusal WRONG_MARK. */
export function checkSpan(fromMs: number, untilMs: number, nowMs: number): void {
  const time = (ms: number) => (Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : String(ms));
  if (!(untilMs > nowMs)) throw wrong(`'untilMs' must be later than now: received ${time(untilMs)}`);
  if (!(fromMs < untilMs)) throw wrong(`'fromMs' must be before 'untilMs': received ${time(fromMs)}`);
  if (untilMs - nowMs <= MOST_AHEAD_MS) return;
  throw wrong(`'untilMs' must be within a year, in ms since 1970: received ${time(untilMs)}`);
}

/** Throws Refusal WRONG_MARK. */
export function checkStreams(streams: string, channel: string | null): void {
  if (streams.length < 1 || streams.length > MOST_PATTERN || isUnseen(streams)) {
    throw wrong(`'streams' must be a pattern of 1 to ${MOST_PATTERN} characters: received ${streams.length}`);
  }
  if (channel !== null && (channel.length < 1 || channel.length > MOST_NAME)) {
    throw wrong(`'channel' must be a name of 1 to ${MOST_NAME} characters: received ${channel.length}`);
  }
}

function isUnseen(text: string): boolean {
  return UNSEEN.test(text.replace(JOINERS, ''));
}

export function wrong(sentence: string): Refusal {
  return new Refusal('WRONG_MARK', sentence);
}
