// What a platform offers to the other rooms, which know neither browsers nor Node. src/browser and src/node implement
// it.
import type { EnginePlatform } from './engine/main/engine-platform.js';

export interface Platform extends EnginePlatform {
  /** Why threads cannot share memory here, as a sentence for people; null where they can. */
  readonly unshared: string | null;
}
