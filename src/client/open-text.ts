// The message that opens a stream or resumes one, and the check of what a user asks for: a server closes the connection
// at a message that it cannot read, and with it all other streams.
import { type ClientMessageInput, readClientMessage } from '../protocol/client-messages.js';
import { Refusal } from '../protocol/closing.js';
import type { ServedOptions } from './values.js';

export interface Resume {
  readonly token: string;
  readonly predictions: number;
  readonly detections: number;
}

export interface OpenTextOptions {
  /** Null: the server does not know keys. */
  readonly key: string | null;
  /** Null: the stream was not open yet. */
  readonly resume: Resume | null;
}

export function openText(number: number, options: ServedOptions, { key, resume }: OpenTextOptions): string {
  const { keepBytes, channels, replace = false, ...rest } = options;
  const named = channels === undefined ? {} : channelsOf(channels);
  const message: ClientMessageInput = {
    kind: 'open',
    number,
    ...(rest as object),
    stream: options.stream,
    ...named,
    replace,
    ...(key === null ? {} : { key }),
    ...(resume === null ? {} : { resume }),
  };
  return JSON.stringify(message);
}

/** Whether there is more to say of channels than their names. */
export function describes({ channels }: ServedOptions): boolean {
  return typeof channels === 'object' && channels.some((channel) => typeof channel !== 'string');
}

function channelsOf(channels: Exclude<ServedOptions['channels'], undefined>) {
  if (typeof channels === 'number') return { channels };
  const described = channels.filter((channel) => typeof channel !== 'string');
  const names = channels.map((channel) => (typeof channel === 'string' ? channel : channel.name));
  return described.length === 0 ? { channels: names } : { channels: names, described };
}

/** Throws RangeError, `doing` first, where the server could not read this message of the user's values. */
export function checkMessage(doing: string, text: string): void {
  try {
    readClientMessage(text);
  } catch (error) {
    throw error instanceof Refusal ? new RangeError(`${doing}: ${error.message}`) : error;
  }
}
