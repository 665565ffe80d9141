// What a file that a person brings is, by its first bytes. A name decides only where the bytes do not: ONNX has no
// magic number.

/**
 * `model`: a safetensors file. `onnx`, `pytorch`: models that must be converted. `table`: text. `sound`: everything
 * else.
 */
export type FileKind = 'model' | 'onnx' | 'pytorch' | 'table' | 'sound';

const LOOKED_AT = 4096;
/** Text in a file of such a name is a damaged sound, not a table. */
const SOUND_NAMES = /\.(wav|flac|mp3|ogg|oga|opus|m4a|aac|aiff?|caf|au|webm)$/i;
/** A safetensors file begins with the length of its header, and that is never as long. */
const MOST_HEADER = 100_000_000;

export async function kindOfFile(file: File): Promise<FileKind> {
  const first = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  return kindOf(first, file.name);
}

/** `first`: the first bytes, or all of them. */
export function kindOf(first: Uint8Array, name: string): FileKind {
  if (beginsSafetensors(first)) return 'model';
  if (/\.onnx$/i.test(name)) return 'onnx';
  if (begins(first, [0x50, 0x4b, 3, 4]) || (first[0] === 0x80 && (first[1] ?? 9) <= 5)) return 'pytorch';
  return isText(first) && !SOUND_NAMES.test(name) ? 'table' : 'sound';
}

function beginsSafetensors(first: Uint8Array): boolean {
  if (first.length < 9 || first[8] !== 0x7b) return false;
  const length = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true);
  return length > 1n && length < BigInt(MOST_HEADER);
}

/**
 * UTF-8 or UTF-16 with its mark, or bytes without control characters. The header of NIST SPHERE is text, but a sound
 * follows.
 */
function isText(first: Uint8Array): boolean {
  if (
    first.length === 0 ||
    begins(
      first,
      [...'NIST_1A'].map((letter) => letter.charCodeAt(0)),
    )
  )
    return false;
  if (begins(first, [0xff, 0xfe]) || begins(first, [0xfe, 0xff])) return first.some((byte) => byte === 10);
  return first.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

function begins(bytes: Uint8Array, with_: readonly number[]): boolean {
  return with_.every((byte, i) => bytes[i] === byte);
}
