// A part of this package that is loaded when a program first needs it: an import has no end of its own where a server
// never answers.
import { unloaded } from '../package-missing.js';
import { LOAD_TIMEOUT_MS, withinTime } from './timeout.js';

/**
 * What `loading` gives. `does`: what the part does. Rejects with SluiceError KERNEL_UNAVAILABLE, which says what came,
 * where the import fails or its server sends nothing for 30 s.
 */
export function laterPart<T>(loading: Promise<T>, does: string): Promise<T> {
  const late = () => new Error(`the server has sent nothing for ${LOAD_TIMEOUT_MS / 1000} s`);
  return withinTime(loading, LOAD_TIMEOUT_MS, late).catch(unloaded(does));
}
