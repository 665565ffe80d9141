// A bound on how long an attempt may take. Not `AbortSignal.any` with `AbortSignal.timeout`: in Node 20 such a signal can
// be collected before it aborts.

/** Does `work` with a signal that aborts when `signal` does, or after so long. */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const end = () => limit.abort(new Error('the program ends'));
  if (signal.aborted) end();
  const timer = setTimeout(() => limit.abort(new Error(`it took longer than ${ms} ms`)), ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
