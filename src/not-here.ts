// What one platform has and another lacks. Every entry exports the same names, so that a program has one import and one
// set of types everywhere. A name whose platform is another one is a function that fails with one sentence.
import { SluiceError } from './errors.js';

/** What a name is replaced by. It fits every signature. */
export type NotHere = () => never;

/**
 * A function that throws SluiceError PLATFORM_UNSUPPORTED. `name`: of the function; `needs`: the platform that has it;
 * `instead`: what to do here, as a clause.
 */
export function notHere(name: string, needs: 'a browser' | 'Node', instead: string): NotHere {
  return () => {
    throw unsupported(name, needs, instead);
  };
}

/** The same for a function that returns a promise: it rejects. */
export function notHereAsync(name: string, needs: 'a browser' | 'Node', instead: string): () => Promise<never> {
  return () => Promise.reject(unsupported(name, needs, instead));
}

function unsupported(name: string, needs: 'a browser' | 'Node', instead: string): SluiceError {
  const here = needs === 'Node' ? 'the entry for browsers' : 'the entry for Node';
  return new SluiceError(
    'PLATFORM_UNSUPPORTED',
    `Cannot use '${name}': it needs ${needs}, and this is ${here} of sluice: ${instead}`,
  );
}
