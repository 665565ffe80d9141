// The message that opens a stream, or resumes one.
import type { ClientMessageInput } from '../protocol/client-messages.js';
import type { ServedOptions } from './values.js';

export interface Resume {
  readonly token: string;
  readonly predictions: number;
  readonly detections: number;
}

export function openText(number: number, options: ServedOptions, replace: boolean, resume: Resume | null): string {
  const { keepBytes, channels, replace: _, ...rest } = options;
  const named = channels === undefined ? {} : { channels: typeof channels === 'number' ? channels : [...channels] };
  const message: ClientMessageInput = {
    kind: 'open',
    number,
    ...(rest as object),
    stream: options.stream,
    ...named,
    replace,
  };
  return JSON.stringify(resume === null ? message : { ...message, resume });
}
