import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../src/studio/shared/file-kind.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const text = (content: string) => new TextEncoder().encode(content);
const utf16 = (content: string) => Uint8Array.from(Buffer.from(`\ufeff${content}`, 'utf16le'));

describe('kindOf()', () => {
  it.each([
    ['a model of sluice under any name', 'a.bin', tinyModelBytes(), 'model'],
    ['an ONNX model, by its name alone', 'a.ONNX', Uint8Array.of(8, 9, 18), 'onnx'],
    ['a PyTorch archive', 'a.pt', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'pytorch'],
    ['a legacy PyTorch pickle', 'a.pth', Uint8Array.of(0x80, 2, 0x8a, 10), 'pytorch'],
    ['a CSV', 'a.csv', text('time,flow\n2026-01-01,3\n'), 'table'],
    ['a table without an ending', 'export', text('zeit;durchfluß\n01.02.2026;3,5\n'), 'table'],
    ['a table in UTF-16', 'a.txt', utf16('time\tflow\n1\t2\n'), 'table'],
    ['a WAV', 'a.csv', Uint8Array.of(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0), 'sound'],
    ['a NIST SPHERE, whose header is text', 'a.sph', text('NIST_1A\n   1024\n'), 'sound'],
    ['text under the name of a sound', 'a.mp3', text('no song'), 'sound'],
    ['an empty file', 'a', new Uint8Array(0), 'sound'],
  ] as const)('knows %s', (_, name, bytes, kind) => {
    expect(kindOf(bytes, name)).toBe(kind);
  });
});
