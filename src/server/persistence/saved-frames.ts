// Frames of a log, copied out of it and put back.
import { after } from '../../protocol/counting.js';
import type { FrameLog } from '../streams/frame-log.js';
import type { SavedFrame } from './state-file.js';

/** Those whose number is before `number`. */
export function savedFrames(log: FrameLog, number: number): SavedFrame[] {
  const frames: SavedFrame[] = [];
  log.each((at, length, each) => {
    if (after(each, number) < 0) frames.push({ number: each, bytes: log.bytes.slice(at, at + length) });
  });
  return frames;
}

export function restoreFrames(log: FrameLog, frames: readonly SavedFrame[]): void {
  for (const { number, bytes } of frames) {
    const at = log.append(number, bytes.length);
    log.bytes.set(bytes, at);
  }
}
