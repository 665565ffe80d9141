// The end of a server's streams: what has come is processed first.
import { monotonicMs } from '../clock.js';
import type { StreamHub } from './streams/stream-hub.js';

const LOOK_EVERY_MS = 5;

/** Resolves when everything that has come is processed and no stream is being opened, or after `withinMs`. */
export async function drained(hub: StreamHub, withinMs: number): Promise<void> {
  const untilMs = monotonicMs() + withinMs;
  const isBusy = () => hub.isOpening || [...hub.streams].some((stream) => !stream.over && stream.isBusy);
  while (isBusy() && monotonicMs() < untilMs) {
    hub.flush();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Gives the engines' parts of all streams back. */
export async function releaseAll(hub: StreamHub): Promise<void> {
  await Promise.all([...hub.streams].map((stream) => stream.release()));
}
