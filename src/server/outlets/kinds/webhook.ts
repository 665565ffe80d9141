// An outlet that posts messages as JSON. Any status from 200 to 299 means that the message was taken over.
import type { AlarmMessage } from '../alarm-message.js';
import { NotTaken, type Outlet, TryLater } from '../outlet.js';
import { within } from '../time-limit.js';
import { signedHeaders, unsignedHeaders } from './signature.js';

export interface WebhookOptions {
  readonly url: string;
  /** Signs messages; null: they are not signed. */
  readonly secret: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const MOST_NOTES = 100;
/** Statuses by which a receiver refuses what the message holds. Any other may go away, as where an address is mended. */
const REFUSING = new Set([400, 413, 415, 422]);
/** How much of a refusal's text is told. */
const MOST_TOLD = 200;

export function webhook({ url, secret, headers, timeoutMs }: WebhookOptions): Outlet {
  return {
    mostNotes: MOST_NOTES,
    send: (message, signal) => within(timeoutMs, signal, (limit) => deliver(message, limit)),
    close: async () => undefined,
  };

  async function deliver(message: AlarmMessage, signal: AbortSignal): Promise<void> {
    const response = await post(message, signal);
    if (response.ok) return void (await response.body?.cancel());
    const told = (await textOf(response)).trim();
    const reason = `it answered ${response.status}${told === '' ? '' : `: ${told}`}`;
    if (REFUSING.has(response.status)) throw new NotTaken(reason);
    throw new TryLater(reason, askedMs(response.headers.get('retry-after')));
  }

  async function post(message: AlarmMessage, signal: AbortSignal): Promise<Response> {
    const body = JSON.stringify(message);
    const timestampS = Math.floor(Date.now() / 1000);
    const own =
      secret === null ? unsignedHeaders(message.id, timestampS) : signedHeaders(secret, message.id, timestampS, body);
    try {
      return await fetch(url, {
        method: 'POST',
        body,
        headers: { 'user-agent': 'sluice', ...headers, 'content-type': 'application/json', ...own },
        redirect: 'manual', // another address could be anybody's
        signal,
      });
    } catch (error) {
      throw new Error(`it could not be reached: ${causeOf(error)}`, { cause: error });
    }
  }
}

/** The first of what a receiver says, in case it says much. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  try {
    const { value } = await reader.read();
    return new TextDecoder().decode(value).slice(0, MOST_TOLD);
  } catch {
    return '';
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Of the header `Retry-After`: seconds, or a date. */
function askedMs(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

/** What `fetch` rejects with says little; its cause says what happened. */
function causeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  const told = cause instanceof Error ? cause : error;
  return told instanceof Error ? told.message || String((told as NodeJS.ErrnoException).code) : String(told);
}
