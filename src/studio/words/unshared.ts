// Why the threads of this page share no memory, for the person who serves it: which of the two headers is missing.
import { isolationProblem } from 'sluice';
import { make } from '../shared/elements.js';
import type { Notice } from '../shared/notices.js';

/** A header that must come with the page, and the values that do. The first is the one to recommend. */
const WANTED: readonly (readonly [name: string, accepted: readonly string[]])[] = [
  ['Cross-Origin-Opener-Policy', ['same-origin']],
  ['Cross-Origin-Embedder-Policy', ['require-corp', 'credentialless']],
];

interface Unshared {
  /** In a sentence. */
  readonly reason: string;
  /** What the server leaves out, as `Name: value`. Empty where headers are not the reason. */
  readonly missingHeaders: readonly string[];
}

/** Null where threads share memory. */
export async function sharedMemoryNotice(): Promise<Notice | null> {
  const unshared = await whyUnshared();
  if (unshared === null) return null;
  const { reason, missingHeaders } = unshared;
  const headers = missingHeaders.flatMap((header, n) => [n === 0 ? ' ' : ' and ', make('code', '', header)]);
  return {
    kind: 'isolation',
    tone: 'note',
    title: 'No shared memory: sound is sent in messages.',
    text: [
      'Predictions are the same to the bit, a little later.',
      ...(headers.length === 0 ? [] : [' The server does not send', ...headers, '.']),
    ],
    ...(headers.length === 0 ? { detail: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` } : {}),
  };
}

async function whyUnshared(): Promise<Unshared | null> {
  const reason = isolationProblem();
  if (reason === null) return null;
  return { reason, missingHeaders: globalThis.isSecureContext ? await missingHeaders() : [] };
}

// A page may read every header of an answer of its own origin: it asks for itself once more.
async function missingHeaders(): Promise<string[]> {
  const headers = await fetch(location.href, { method: 'HEAD' }).then(
    (answer) => answer.headers,
    () => new Headers(),
  );
  return WANTED.filter(([name, accepted]) => !accepted.some((value) => headers.get(name)?.startsWith(value))).map(
    ([name, [value]]) => `${name}: ${value}`,
  );
}
