// All that a fleet stands on, in the memory of one process: for tests of several nodes in one process.
import type { Bus, Storage } from '#src/server/fleet/storage/contract.js';
import { MemoryLog } from './memory-log.js';
import { MemoryStore } from './memory-store.js';

export function memoryStorage(): Storage {
  return {
    ...{ rows: new MemoryLog(), results: new MemoryLog(), leases: new MemoryStore(), states: new MemoryStore() },
    ...{ bus: memoryBus(), isUp: true, close: async () => undefined },
  };
}

function memoryBus(): Bus {
  const listeners = new Set<{ readonly subject: string; readonly heard: (bytes: Uint8Array) => void }>();
  return {
    publish: (subject, bytes) => {
      for (const each of listeners) if (each.subject === subject) each.heard(bytes);
    },
    listen: (subject, heard) => {
      const listener = { subject, heard };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
