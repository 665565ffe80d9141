// Errors and events as text for the page: what happened, and what to do about it.
import { SluiceError, type SluiceErrorCode, type StreamEvent } from 'sluice';
import { UnsuitableFile } from '../shared/unsuitable-file.js';
import { NotSound } from './sound/sound-file.js';

export interface Explanation {
  readonly title: string;
  readonly advice: string;
  /** The error's own sentence; empty where the title says it. */
  readonly detail: string;
}

export function explain(error: unknown): Explanation {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof UnsuitableFile) return { title: detail, advice: error.advice, detail: '' };
  if (error instanceof NotSound) {
    return { title: 'This file cannot be played.', advice: 'Convert it to WAV or FLAC, or try another file.', detail };
  }
  const [title, advice] = (error instanceof SluiceError ? BY_CODE[error.code] : undefined) ?? OTHERWISE;
  return { title, advice, detail };
}

/** Text of an event; null if it ends an earlier one. */
export function explainEvent(event: StreamEvent): { readonly title: string; readonly advice: string } | null {
  switch (event.kind) {
    case 'resumed':
    case 'device-changed':
      return null;
    case 'interrupted':
      return {
        title: 'The sound is interrupted.',
        advice: 'The system took the microphone away for a while; it goes on by itself.',
      };
    case 'device-lost':
      return { title: `“${event.device}” is gone.`, advice: 'It goes on as soon as there is a microphone again.' };
    case 'reconnecting':
      return { title: 'The connection broke.', advice: `Trying again in ${Math.ceil(event.delayMs / 1000)} s.` };
    case 'restarted':
      return { title: 'The engine died and was started anew.', advice: `It goes on by itself. ${event.reason}` };
    case 'unhealthy':
      return {
        title: "The network's state was broken.",
        advice:
          event.reason === 'saturated'
            ? 'Nearly all of its units had been at their bounds for seconds; it has begun anew.'
            : 'It held what is no number; it has begun anew.',
      };
    case 'warning':
      return { title: 'Something to know:', advice: event.message };
  }
}

const OTHERWISE = ['Something went wrong.', 'Try again. If it stays, reload the page.'] as const;
const BROKEN_MODEL = [
  'The model cannot be used.',
  'Open another one. If it came with the page, reload the page.',
] as const;

const BY_CODE: Partial<Record<SluiceErrorCode, readonly [title: string, advice: string]>> = {
  DEVICE_MISSING: ['There is no microphone.', 'Plug one in, or choose another one above. The recording works without.'],
  DEVICE_REFUSED: [
    'The microphone was refused.',
    'Allow it by the symbol beside the address, then press Listen again. The sound stays on this machine.',
  ],
  DEVICE_LOST: ['The microphone is gone.', 'Plug it in again or choose another one, then press Listen.'],
  KERNEL_UNAVAILABLE: [
    'The program of the network could not be loaded.',
    'Is the server still running? Load the page anew.',
  ],
  ENGINE_FAILED: ['The engine stopped.', 'Press Listen or Play to start it again.'],
  MODEL_CORRUPT: BROKEN_MODEL,
  MODEL_MISMATCH: BROKEN_MODEL,
  MODEL_UNREADABLE: BROKEN_MODEL,
};
