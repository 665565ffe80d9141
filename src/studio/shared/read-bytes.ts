// All bytes of something that comes in pieces, with word of how far it is.

/** From 0 to 1; null where the size is not known. */
export type Progress = (share: number | null) => void;

/** Rejects where the bytes stop coming. `size`: in bytes, null where it is not known. */
export async function readBytes(
  stream: ReadableStream<Uint8Array>,
  size: number | null,
  progress: Progress = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let read = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    read += next.value.length;
    progress(size === null || size === 0 ? null : Math.min(1, read / size));
  }
  const bytes = new Uint8Array(read);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
