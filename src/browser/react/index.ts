'use client';
// The entry `sluice/react` in a browser.
import { useStreamOn } from '../../react/use-stream.js';
import type { UseStreamOptions, UseStreamResult } from '../../react/values.js';
import { openStream } from '../index.js';

export type { UseStreamOptions, UseStreamResult, UseStreamState } from '../../react/values.js';

/**
 * A stream with the life of a component. It is opened by `start()`, or at once with `autoStart`, and closed by
 * `stop()`, when the component is unmounted, and when the source ends. It is closed and opened again when an option
 * changes that an open stream cannot take: `sourceKey`, `model` and most others, compared by what they hold. Changed
 * settings of `detector` are given to the open stream. In strict mode one stream is opened, and there are never two at
 * a time. On a server its state is `idle`.
 *
 * It throws nothing. What `openStream` rejects with, or the stream ends with, is in `error`.
 */
export function useStream(options: UseStreamOptions): UseStreamResult {
  return useStreamOn(openStream, options);
}
