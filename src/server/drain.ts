// The end of a server's streams: what has come is worked off first.
import { now } from '../clock.js';
import type { StreamHub } from './streams/stream-hub.js';

const LOOK_MS = 5;

/** Resolves when nothing that has come waits any more, or after so long. */
export async function drained(hub: StreamHub, withinMs: number): Promise<void> {
  const untilMs = now() + withinMs;
  const isBusy = () => [...hub.streams].some((stream) => !stream.over && stream.isBusy);
  while (isBusy() && now() < untilMs) {
    hub.pump();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Gives all engines' parts back. */
export async function releaseAll(hub: StreamHub): Promise<void> {
  await Promise.all([...hub.streams].map((stream) => stream.release()));
}
