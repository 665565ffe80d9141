// Waiting that ends when a signal aborts.

/** Resolves when the signal aborts, or at once if it has. */
export function abortion(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * What the promise gives, or the signal's reason if that aborts first. What comes too late (a person answers the
 * browser's question after the stream was closed) goes to `tooLate`, which releases it.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal, tooLate: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      promise.then(tooLate, () => undefined);
      reject(signal.reason);
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
