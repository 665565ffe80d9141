// The bytes of a table, wherever they lie: read in blocks at any place, so that nobody needs them all at once.

/** Bytes that can be read more than once and from any place. */
export interface TableFile {
  /** For people. */
  readonly name: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** The bytes of [from, to), fewer where the file ends before. The array belongs to the caller. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** A file that a person chose in a browser, or any other Blob. */
export function blobTable(blob: Blob, name: string): TableFile {
  return {
    name,
    bytes: blob.size,
    read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  };
}

/** A table that is in memory already: bytes, or text that is taken as UTF-8. */
export function memoryTable(content: string | Uint8Array, name = 'table'): TableFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, bytes: bytes.length, read: async (from, to) => bytes.slice(from, to) };
}
