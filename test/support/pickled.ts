// PyTorch files of tensors of any shape, as torch.save writes them: a pickle and one storage in an archive.
import { crc32 } from '#src/model/crc32.js';

/** Tensors by name, all views of a storage of so many zeros. Sizes may be whatever a stranger writes. */
export function torchFile(
  shapes: ReadonlyMap<string, readonly (number | bigint)[]>,
  { zeros = 0, depth = 0 }: { readonly zeros?: number; readonly depth?: number } = {},
): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x80, 2)];
  const put = (text: string) => parts.push(Buffer.from(text, 'latin1'));
  const word = (text: string) => {
    const bytes = Buffer.from(text);
    put('X');
    parts.push(u32(bytes.length), bytes);
  };
  for (let i = 0; i < depth; i++) {
    put('}');
    word(`d${i}`);
  }
  put('}(');
  for (const [name, shape] of shapes) {
    word(name);
    put('ctorch._utils\n_rebuild_tensor_v2\n((');
    word('storage');
    put('ctorch\nFloatStorage\n');
    word('0');
    word('cpu');
    parts.push(long(zeros));
    put('tQ');
    parts.push(long(0));
    for (const sizes of [shape, shape.map(() => 0)]) {
      put('(');
      for (const size of sizes) parts.push(long(size));
      put('t');
    }
    put('\x89}tR');
  }
  put('u');
  for (let i = 0; i < depth; i++) put('s');
  put('.');
  return archive([
    ['model/data.pkl', Buffer.concat(parts)],
    ['model/data/0', new Uint8Array(4 * zeros)],
  ]);
}

/** LONG1: a whole number of as many bytes as it needs. */
function long(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = BigInt(value); rest !== 0n && rest !== -1n; rest >>= 8n) bytes.push(Number(rest & 255n));
  if (BigInt(value) < 0n) bytes.push(255);
  else bytes.push(0);
  return Uint8Array.of(0x8a, bytes.length, ...bytes);
}

/** A zip file without compression. */
function archive(entries: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const files: Uint8Array[] = [];
  const table: Uint8Array[] = [];
  let at = 0;
  for (const [name, data] of entries) {
    const facts = [
      u16(20),
      u16(0),
      u16(0),
      u32(0),
      u32(crc32(data)),
      u32(data.length),
      u32(data.length),
      u16(name.length),
      u16(0),
    ];
    const file = Buffer.concat([u32(0x04034b50), ...facts, Buffer.from(name), data]);
    table.push(u32(0x02014b50), u16(20), ...facts, u16(0), u16(0), u16(0), u32(0), u32(at), Buffer.from(name));
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(table);
  const count = u16(entries.length);
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(directory.length), u32(at), u16(0)];
  return Uint8Array.from(Buffer.concat([...files, directory, ...end]));
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, value >>> 8);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}
