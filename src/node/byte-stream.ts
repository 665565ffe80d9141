// Bytes that a program gives us as they come: a stream of Node, or any async iterable. What a stream of Node can do
// beyond that is used where it is there: it can be destroyed while we wait for its next chunk.

/** Standard input, a socket, a child's output, or any async iterable of bytes, as an async generator. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** Streams of Node have it. It is called when the stream is not read any further. */
  destroy?(): unknown;
}

/** The chunks, which end when the signal aborts: at once, also where the next one never comes. */
export function chunksUntil(stream: ByteStream, signal: AbortSignal): AsyncIterable<Uint8Array> {
  return stream.destroy === undefined ? leftOnAbort(stream, signal) : stream;
}

async function* leftOnAbort(stream: ByteStream, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  let leave: () => void = () => undefined;
  const left = new Promise<null>((resolve) => {
    leave = () => resolve(null);
  });
  signal.addEventListener('abort', leave);
  try {
    while (!signal.aborted) {
      const next = await Promise.race([chunks.next(), left]);
      if (next === null || next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', leave);
    // Not waited for: a generator that waits for its own next chunk answers only after it.
    Promise.resolve(chunks.return?.()).catch(() => undefined);
  }
}
