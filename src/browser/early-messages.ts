// A worker's messages from its first moment on, for entries that load their code afterwards. Only entries import this
// file: a chunk that is loaded later must not import from an entry's chunk.

/** Keeps every message until the returned function is called; the handler then gets them in order, and all others. */
export function keepMessages<Message>(): (handle: (message: Message) => void) => void {
  const early: Message[] = [];
  self.onmessage = ({ data }: MessageEvent<Message>) => early.push(data);
  return (handle) => {
    self.onmessage = ({ data }: MessageEvent<Message>) => handle(data);
    for (const message of early.splice(0)) handle(message);
  };
}
