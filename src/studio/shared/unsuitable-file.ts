// A file that cannot be used as it is, with what to do about it.
import type { FileKind } from './file-kind.js';

export class UnsuitableFile extends Error {
  /** What a person can do. */
  readonly advice: string;

  constructor(title: string, advice: string) {
    super(title);
    this.name = 'UnsuitableFile';
    this.advice = advice;
  }
}

/** Of a model of another program. */
export function mustBeConverted(name: string, kind: Extract<FileKind, 'onnx' | 'pytorch'>): UnsuitableFile {
  const mine = `${name.replace(/\.[^.]*$/, '')}.safetensors`;
  return new UnsuitableFile(
    `“${name}” is ${kind === 'onnx' ? 'an ONNX' : 'a PyTorch'} model.`,
    `Convert it first, then open the new file: sluice convert ${name} ${mine}`,
  );
}
